package dev.watchbill.storage;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values an attribute can have, in the one form in which they are kept and compared. */
final class Values {

  /** Fixed width, so that texts sort as instants do; years beyond 9999 are refused below. */
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Values() {}

  static String text(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new IllegalArgumentException("Outside the years 0 to 9999: " + instant);
    }
    return INSTANT.format(instant);
  }

  static long epochSecond(Instant instant) {
    return instant.getEpochSecond() + (instant.getNano() == 0 ? 0 : 1);
  }

  static void requireAttribute(String name) {
    if (name.isEmpty()) throw new IllegalArgumentException("An attribute needs a name");
    if (name.equals(Item.PK) || name.equals(Item.SK)) {
      throw new IllegalArgumentException(name + " is the key of the item and cannot be set");
    }
  }

  /** The value of a top-level attribute, refused when the table gives this name another type. */
  static Object attribute(String name, Object value) {
    requireAttribute(name);
    Object kept = of(value);
    boolean right =
        switch (name) {
          case Item.TYPE -> kept instanceof String;
          case Item.VERSION, Item.EXPIRES -> kept instanceof Long;
          case Item.GSI1PK, Item.GSI1SK, Item.GSI2PK, Item.GSI2SK ->
              kept instanceof String text && !text.isEmpty();
          default -> true;
        };
    if (!right) {
      throw new IllegalArgumentException(name + " cannot be a " + value.getClass().getSimpleName());
    }
    return kept;
  }

  static Object of(Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case Long number -> number;
      case Integer number -> (long) number;
      case Short number -> (long) number;
      case Double number -> number(BigDecimal.valueOf(number));
      case Float number -> number(new BigDecimal(number.toString()));
      case BigDecimal number -> number(number);
      case Instant instant -> text(instant);
      case byte[] bytes -> bytes.clone();
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default ->
          throw new IllegalArgumentException(
              "The table has no type for " + value.getClass().getName());
    };
  }

  /** DynamoDB has one number type: 2.0 is written and read back as 2. */
  static Object number(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException notALong) {
      return number.stripTrailingZeros();
    }
  }

  static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
  }

  private static List<Object> list(List<?> list) {
    List<Object> kept = new ArrayList<>(list.size());
    for (Object value : list) {
      if (value == null) throw new IllegalArgumentException("A list in the table holds no nulls");
      kept.add(of(value));
    }
    return Collections.unmodifiableList(kept);
  }

  private static Map<String, Object> map(Map<?, ?> map) {
    var kept = new TreeMap<String, Object>();
    map.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw new IllegalArgumentException("A map in the table has texts as names");
          }
          if (value != null) kept.put(text, of(value));
        });
    return Collections.unmodifiableMap(kept);
  }

  /** Equality that looks into byte arrays. Both values are normalised. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof byte[] left && b instanceof byte[] right) return Arrays.equals(left, right);
    if (a instanceof List<?> left && b instanceof List<?> right) {
      if (left.size() != right.size()) return false;
      for (int i = 0; i < left.size(); i++) if (!same(left.get(i), right.get(i))) return false;
      return true;
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return left.keySet().equals(right.keySet())
          && left.keySet().stream().allMatch(name -> same(left.get(name), right.get(name)));
    }
    return a == null ? b == null : a.equals(b);
  }
}
