package dev.watchbill.handlers.golden;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON pointer. */
final class Pointer {

  /** The place a pointer leads to; holds a value that may be null. */
  record Found(@Nullable Object value) {}

  static Optional<Found> in(@Nullable Object document, String path) {
    Object at = document;
    if (path.isEmpty() || path.equals("/")) return Optional.of(new Found(at));
    for (String part : path.substring(1).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      switch (at) {
        case List<?> list when name.matches("\\d{1,6}") && Integer.parseInt(name) < list.size() ->
            at = list.get(Integer.parseInt(name));
        case Map<?, ?> map when map.containsKey(name) -> at = map.get(name);
        case null, default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Found(at));
  }

  private Pointer() {}
}
