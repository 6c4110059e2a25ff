package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** Text that is already safe HTML. Only templates that switch escaping on meet it. */
record Markup(String text) {

  static String escape(String raw) {
    StringBuilder out = null;
    for (int i = 0; i < raw.length(); i++) {
      String entity =
          switch (raw.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&#34;";
            case '\'' -> "&#39;";
            default -> null;
          };
      if (entity != null && out == null) {
        out = new StringBuilder(raw.length() + 16).append(raw, 0, i);
      }
      if (out != null) {
        if (entity != null) {
          out.append(entity);
        } else {
          out.append(raw.charAt(i));
        }
      }
    }
    return out == null ? raw : out.toString();
  }

  /** Any value as safe text: markup stays, everything else is printed and escaped. */
  static String of(@Nullable Object value) {
    return value instanceof Markup m ? m.text : escape(PythonText.str(value));
  }

  @Override
  public String toString() {
    return text;
  }
}
