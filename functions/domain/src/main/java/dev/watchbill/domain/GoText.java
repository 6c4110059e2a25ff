package dev.watchbill.domain;

import java.util.Comparator;
import java.util.Optional;

/**
 * Text as Go orders, quotes and reads it: label sets, group keys and templates of the alerting
 * dialect are printed and parsed by these rules.
 */
public final class GoText {

  /**
   * By code point, which is the order of the UTF-8 bytes. Java's own order differs beyond U+FFFF.
   */
  public static final Comparator<String> ORDER = GoText::compare;

  private GoText() {}

  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // A surrogate stands for a code point above every other char.
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? x - y : xHigh ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /** The text between double quotes, with Go's escapes for what cannot be printed. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> escape(out, c));
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          out.append('\uFFFD'); // half a pair is no text
        } else if (printable(c)) {
          out.appendCodePoint(c);
        } else if (c < ' ' || c == 0x7f) {
          out.append(String.format("\\x%02x", c));
        } else {
          out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
      }
    }
  }

  /** Letters, marks, numbers, punctuation, symbols and the plain space. */
  public static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** White space as Go's {@code unicode.IsSpace} sees it. */
  public static boolean space(int c) {
    return switch (c) {
      case '\t',
          '\n',
          11,
          '\f',
          '\r',
          ' ',
          0x85,
          0xA0,
          0x1680,
          0x2028,
          0x2029,
          0x202F,
          0x205F,
          0x3000 ->
          true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }

  /**
   * The value of a literal in double quotes; empty if it is not one, or if its bytes are not UTF-8.
   */
  public static Optional<String> unquote(String literal) {
    return quoted(literal).flatMap(GoLiteral::text);
  }

  /**
   * The same for a literal in a template, which may spell bytes that are no text: they are
   * replaced.
   */
  public static Optional<String> unquoteNearest(String literal) {
    return quoted(literal).flatMap(GoLiteral::nearestText);
  }

  private static Optional<GoLiteral> quoted(String literal) {
    int last = literal.length() - 1;
    if (last < 1 || literal.charAt(0) != '"' || literal.charAt(last) != '"') {
      return Optional.empty();
    }
    return Optional.of(new GoLiteral(literal.substring(1, last), '"'));
  }
}
