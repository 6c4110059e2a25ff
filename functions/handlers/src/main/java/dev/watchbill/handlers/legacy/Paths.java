package dev.watchbill.handlers.legacy;

import org.jspecify.annotations.Nullable;

/** Numbers in paths and queries of this dialect. */
final class Paths {

  private Paths() {}

  /** The number that a text is; null for anything else. Signs are taken, as the original does. */
  static @Nullable Long number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 19) return null;
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The positive number that a text is, or 0. */
  static long positive(@Nullable String text) {
    Long number = number(text);
    return number == null || number < 0 ? 0 : number;
  }
}
