package dev.watchbill.storage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What edits make of an item, as DynamoDB's update expressions do. */
final class Edits {

  private Edits() {}

  static Item apply(List<Edit> edits, Key key, @Nullable Item before) {
    var attributes = new TreeMap<String, Object>(before == null ? Map.of() : before.attributes());
    for (Edit edit : edits) {
      switch (edit) {
        case Edit.Set set -> attributes.put(set.name(), set.value());
        case Edit.Add add ->
            attributes.put(add.name(), sum(attributes.get(add.name()), add.number()));
        case Edit.AddIn in -> {
          if (!(attributes.get(in.name()) instanceof Map<?, ?> map)) {
            throw new RejectedByTable("No map to add in");
          }
          var inner = new TreeMap<String, Object>();
          map.forEach((name, value) -> inner.put((String) name, value));
          inner.put(in.key(), sum(inner.get(in.key()), in.number()));
          attributes.put(in.name(), Values.of(inner));
        }
        case Edit.Remove remove -> attributes.remove(remove.name());
      }
    }
    return Item.of(key, attributes);
  }

  private static Object sum(@Nullable Object before, long number) {
    return switch (before) {
      case null -> number;
      case Number value -> Values.number(Values.decimal(value).add(BigDecimal.valueOf(number)));
      default -> throw new RejectedByTable("Adding to something that is no number");
    };
  }
}
