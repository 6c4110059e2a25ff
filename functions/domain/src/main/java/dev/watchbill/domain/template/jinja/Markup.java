package dev.watchbill.domain.template.jinja;

import org.jspecify.annotations.Nullable;

/** Text that is already safe HTML. Only templates that switch escaping on meet it. */
record Markup(String text) {

  static String escape(Sink out, String raw) {
    int from = 0;
    for (int i = 0; i < raw.length(); i++) {
      String entity = entity(raw.charAt(i));
      if (entity != null) {
        out.append(raw, from, i).append(entity);
        from = i + 1;
      }
    }
    return from == 0 ? raw : out.append(raw, from, raw.length()).text();
  }

  private static @Nullable String entity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&#34;";
      case '\'' -> "&#39;";
      default -> null;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
