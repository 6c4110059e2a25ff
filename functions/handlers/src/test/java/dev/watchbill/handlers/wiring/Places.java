package dev.watchbill.handlers.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The places of a JSON value: names and indexes from the root. */
final class Places {

  /** Every place below the root, containers included. */
  static List<List<Object>> in(@Nullable Object value) {
    List<List<Object>> places = new ArrayList<>();
    walk(value, List.of(), places);
    return places;
  }

  private static void walk(@Nullable Object value, List<Object> here, List<List<Object>> places) {
    if (!here.isEmpty()) places.add(here);
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, each) -> walk(each, below(here, String.valueOf(name)), places));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) walk(list.get(i), below(here, i), places);
    }
  }

  private static List<Object> below(List<Object> here, Object step) {
    List<Object> below = new ArrayList<>(here);
    below.add(step);
    return below;
  }

  /** The same with another value at this place; a new name or the next index adds one. */
  static @Nullable Object with(
      @Nullable Object value, List<?> place, @Nullable Object replacement) {
    if (place.isEmpty()) return replacement;
    Object step = place.getFirst();
    List<?> rest = place.subList(1, place.size());
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, each) -> copy.put(String.valueOf(name), each));
      copy.put(String.valueOf(step), with(map.get(step), rest, replacement));
      return copy;
    }
    if (value instanceof List<?> list && step instanceof Integer index) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      if (index == copy.size()) copy.add(null);
      copy.set(index, with(copy.get(index), rest, replacement));
      return copy;
    }
    return value;
  }

  private Places() {}
}
