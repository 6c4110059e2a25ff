package dev.watchbill.storage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items and keys in DynamoDB's typed form, and back. */
final class AttributeValues {

  private AttributeValues() {}

  static Map<String, AttributeValue> of(Key key) {
    return Map.of(Item.PK, AttributeValue.fromS(key.pk()), Item.SK, AttributeValue.fromS(key.sk()));
  }

  static Map<String, AttributeValue> of(Item item) {
    var values = new HashMap<>(of(item.key()));
    item.attributes().forEach((name, value) -> values.put(name, of(value)));
    return values;
  }

  static AttributeValue of(Object value) {
    return switch (value) {
      case String text -> AttributeValue.fromS(text);
      case Boolean flag -> AttributeValue.fromBool(flag);
      case Long number -> AttributeValue.fromN(number.toString());
      case BigDecimal number -> AttributeValue.fromN(number.toString());
      case byte[] bytes -> AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
      case List<?> list -> AttributeValue.fromL(list.stream().map(AttributeValues::of).toList());
      case Map<?, ?> map -> {
        var values = new HashMap<String, AttributeValue>();
        map.forEach((name, inner) -> values.put((String) name, of(inner)));
        yield AttributeValue.fromM(values);
      }
      default -> throw new IllegalStateException("Not normalised: " + value.getClass().getName());
    };
  }

  /** The item; null when the answer has none. */
  static @Nullable Item item(@Nullable Map<String, AttributeValue> values) {
    if (values == null || values.isEmpty()) return null;
    var attributes = new TreeMap<String, Object>();
    values.forEach(
        (name, value) -> {
          if (!name.equals(Item.PK) && !name.equals(Item.SK)) attributes.put(name, value(value));
        });
    return Item.of(key(values, Item.PK, Item.SK), attributes);
  }

  static Cursor cursor(Map<String, AttributeValue> last, Index index) {
    return new Cursor(
        key(last, Item.PK, Item.SK), index == Index.TABLE ? null : key(last, index.pk, index.sk));
  }

  static Map<String, AttributeValue> of(Cursor cursor, Index index) {
    var values = new HashMap<>(of(cursor.key()));
    if (cursor.indexKey() instanceof Key key) {
      values.put(index.pk, AttributeValue.fromS(key.pk()));
      values.put(index.sk, AttributeValue.fromS(key.sk()));
    }
    return values;
  }

  private static Key key(Map<String, AttributeValue> values, String pk, String sk) {
    AttributeValue first = values.get(pk);
    AttributeValue second = values.get(sk);
    if (first == null || second == null) {
      throw new IllegalStateException("An answer without " + pk + " and " + sk);
    }
    return new Key(first.s(), second.s());
  }

  private static Object value(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> Values.number(new BigDecimal(value.n()));
      case BOOL -> value.bool();
      case B -> value.b().asByteArray();
      case L -> {
        List<Object> list = new ArrayList<>();
        value.l().forEach(inner -> list.add(value(inner)));
        yield List.copyOf(list);
      }
      case M -> {
        var map = new TreeMap<String, Object>();
        value.m().forEach((name, inner) -> map.put(name, value(inner)));
        yield Collections.unmodifiableMap(map);
      }
      case SS, NS, BS, NUL, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException("The table never writes " + value.type());
    };
  }
}
