package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/**
 * How many bytes an item takes, as DynamoDB counts them: names and texts in UTF-8, numbers by their
 * digits, three bytes for a list or a map and one for each of its elements.
 */
final class RowSize {

  /** DynamoDB takes 400 KB; the rest is left to what the estimate misses. */
  static final int LIMIT = 380 * 1024;

  private RowSize() {}

  static long of(Item item) {
    long size = text(item.key().pk()) + text(item.key().sk()) + 4;
    for (Map.Entry<String, Object> each : item.attributes().entrySet()) {
      size += text(each.getKey()) + value(each.getValue());
    }
    return size;
  }

  private static long value(Object value) {
    return switch (value) {
      case String text -> text(text);
      case byte[] bytes -> bytes.length;
      case Boolean flag -> 1;
      case List<?> list -> {
        long size = 3;
        for (Object each : list) size += 1 + value(each);
        yield size;
      }
      case Map<?, ?> map -> {
        long size = 3;
        for (Map.Entry<?, ?> each : map.entrySet()) {
          size += 1 + text(each.getKey().toString()) + value(each.getValue());
        }
        yield size;
      }
      default -> value.toString().length() / 2 + 2L;
    };
  }

  private static long text(String text) {
    return text.getBytes(UTF_8).length;
  }
}
