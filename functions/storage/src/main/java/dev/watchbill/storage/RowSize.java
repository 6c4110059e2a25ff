package dev.watchbill.storage;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The size of an item in bytes by DynamoDB's rules: names and texts by their UTF-8 bytes, numbers
 * about one byte per two digits and one more, a list or map three bytes and one more for each
 * member.
 */
final class RowSize {

  /** DynamoDB takes 400 KB; the rest is left to what the write adds to a row. */
  static final int LIMIT = 380 * 1024;

  private RowSize() {}

  static int of(Item item) {
    int bytes = utf8(Item.PK) + utf8(item.key().pk()) + utf8(Item.SK) + utf8(item.key().sk());
    for (var attribute : item.attributes().entrySet()) {
      bytes += utf8(attribute.getKey()) + value(attribute.getValue());
    }
    return bytes;
  }

  private static int value(Object value) {
    return switch (value) {
      case String text -> utf8(text);
      case Boolean _ -> 1;
      case Long number -> digits(BigDecimal.valueOf(number));
      case BigDecimal number -> digits(number);
      case byte[] bytes -> bytes.length;
      case List<?> list -> 3 + list.stream().mapToInt(member -> 1 + value(member)).sum();
      case Map<?, ?> map -> {
        int bytes = 3;
        for (var member : map.entrySet()) {
          bytes += 1 + utf8((String) member.getKey()) + value(member.getValue());
        }
        yield bytes;
      }
      default -> throw new IllegalStateException("Not normalised: " + value.getClass().getName());
    };
  }

  private static int digits(BigDecimal number) {
    return 1 + (number.stripTrailingZeros().precision() + 1) / 2;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
