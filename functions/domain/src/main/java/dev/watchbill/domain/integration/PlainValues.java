package dev.watchbill.domain.integration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Payloads are plain values: Map, List, String, Long, BigInteger, Double, Boolean or null. Keys
 * keep their order, because whole-payload grouping keys are read in it.
 */
public final class PlainValues {

  private PlainValues() {}

  /** An unmodifiable object of alternating keys and values, in the order given. */
  public static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }

  /** A deep copy that templates may change without harm to the original. */
  public static @Nullable Object mutableCopy(@Nullable Object value) {
    return mapStrings(value, UnaryOperator.identity());
  }

  /** A deep, mutable copy with every string changed, the keys of objects too. */
  public static @Nullable Object mapStrings(@Nullable Object value, UnaryOperator<String> change) {
    return switch (value) {
      case String text -> change.apply(text);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(change.apply((String) key), mapStrings(item, change)));
        yield copy;
      }
      case List<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(mapStrings(item, change)));
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }

  /** The value as an object; null if it is anything else. */
  @SuppressWarnings("unchecked") // JSON objects have text keys
  public static @Nullable Map<String, @Nullable Object> asObject(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
  }
}
