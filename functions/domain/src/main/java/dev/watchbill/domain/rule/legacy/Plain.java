package dev.watchbill.domain.rule.legacy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into dashboards, which were written by many programs: a member of another type than
 * expected reads as absent. Names are matched exactly, since a dashboard's own names are.
 */
final class Plain {

  private Plain() {}

  static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  /** The whole number; null when there is none. */
  static @Nullable Long whole(Map<?, ?> object, String name) {
    return switch (object.get(name)) {
      case Long number -> number;
      case Integer number -> number.longValue();
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          number.longValue();
      case null, default -> null;
    };
  }

  static List<?> list(Map<?, ?> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }

  static Map<?, ?> object(Map<?, ?> object, String name) {
    return of(object.get(name));
  }

  static Map<?, ?> of(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
