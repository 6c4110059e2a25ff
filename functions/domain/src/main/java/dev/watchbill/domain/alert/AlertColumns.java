package dev.watchbill.domain.alert;

import dev.watchbill.domain.template.jinja.PythonText;
import org.jspecify.annotations.Nullable;

/** The lengths of what an intake copies out of a body (spec oncall-behaviour §10). */
final class AlertColumns {

  private static final int TITLE = 1500;
  private static final int MESSAGE = 3000;
  private static final int IMAGE_URL = 299;
  private static final int LINK = 500;

  private AlertColumns() {}

  static @Nullable String title(@Nullable Object value) {
    return cut(value, TITLE);
  }

  static @Nullable String message(@Nullable Object value) {
    return cut(value, MESSAGE);
  }

  static @Nullable String imageUrl(@Nullable Object value) {
    return cut(value, IMAGE_URL);
  }

  static @Nullable String link(@Nullable Object value) {
    return cut(value, LINK);
  }

  private static @Nullable String cut(@Nullable Object value, int length) {
    String text =
        switch (value) {
          case String words -> words;
          case Number number -> PythonText.str(number);
          case Boolean flag -> PythonText.str(flag);
          case null, default -> null; // lists and objects are left to templates
        };
    return text == null || text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }
}
