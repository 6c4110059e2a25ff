package dev.watchbill.domain.template.jinja;

/** The escapes of a text literal, as Python's {@code unicode-escape} reads them. */
final class Unescape {
  private final String s;
  private final StringBuilder out;
  private int i;

  private Unescape(String s) {
    this.s = s;
    this.out = new StringBuilder(s.length());
  }

  static String text(String s) {
    return s.indexOf('\\') < 0 ? s : new Unescape(s).run();
  }

  private String run() {
    while (i < s.length()) {
      char c = s.charAt(i++);
      if (c != '\\') {
        out.append(c);
      } else if (i >= s.length()) {
        throw PyError.syntax("\\ at end of string");
      } else {
        escape(s.charAt(i++));
      }
    }
    return out.toString();
  }

  private void escape(char c) {
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'a' -> out.append('\007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'v' -> out.append('\013');
      case 'x' -> hex(2, "truncated \\xXX escape");
      case 'u' -> hex(4, "truncated \\uXXXX escape");
      case 'U' -> hex(8, "truncated \\UXXXXXXXX escape");
      case 'N' -> named();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int v = c - '0';
        for (int n = 0; n < 2 && i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '7'; n++) {
          v = v * 8 + (s.charAt(i++) - '0');
        }
        out.append((char) v);
      }
      default -> out.append('\\').append(c);
    }
  }

  private void hex(int digits, String error) {
    long v = 0;
    for (int n = 0; n < digits; n++) {
      int d = i < s.length() ? Character.digit(s.charAt(i), 16) : -1;
      if (d < 0) {
        throw PyError.syntax(error);
      }
      v = v * 16 + d;
      i++;
    }
    if (v > 0x10ffff) {
      throw PyError.syntax("illegal Unicode character");
    }
    out.appendCodePoint((int) v);
  }

  private void named() {
    int end = i < s.length() && s.charAt(i) == '{' ? s.indexOf('}', i) : -1;
    if (end < 0) {
      throw PyError.syntax("malformed \\N character escape");
    }
    try {
      out.appendCodePoint(Character.codePointOf(s.substring(i + 1, end)));
    } catch (IllegalArgumentException e) {
      throw PyError.syntax("unknown Unicode character name");
    }
    i = end + 1;
  }
}
