package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The replacement text of a substitution: literal pieces and, as Integers, group numbers. */
final class Replacement {
  private final List<Object> pieces = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private final String s;
  private final RegexSyntax syntax;
  private int i;

  private Replacement(String s, RegexSyntax syntax) {
    this.s = s;
    this.syntax = syntax;
  }

  static Replacement of(String text, RegexSyntax syntax) {
    Replacement r = new Replacement(text, syntax);
    while (r.i < text.length()) {
      char c = text.charAt(r.i++);
      if (c != '\\') {
        r.literal.append(c);
      } else if (r.i >= text.length()) {
        throw PyError.other("bad escape (end of pattern) at position " + text.length());
      } else {
        r.escape(text.charAt(r.i++));
      }
    }
    r.flush();
    return r;
  }

  private void flush() {
    if (!literal.isEmpty()) {
      pieces.add(literal.toString());
      literal.setLength(0);
    }
  }

  private void group(int number) {
    if (number < 0 || number > syntax.groups()) {
      throw PyError.other("invalid group reference");
    }
    flush();
    pieces.add(number);
  }

  private void escape(char c) {
    switch (c) {
      case 'n' -> literal.append('\n');
      case 't' -> literal.append('\t');
      case 'r' -> literal.append('\r');
      case 'f' -> literal.append('\f');
      case 'v' -> literal.append('\013');
      case 'a' -> literal.append('\007');
      case '\\' -> literal.append('\\');
      case 'g' -> named();
      case '0' -> literal.append('\0');
      default -> {
        if (c >= '1' && c <= '9') {
          int n = c - '0';
          if (i < s.length()
              && Character.isDigit(s.charAt(i))
              && n * 10 + s.charAt(i) - '0' <= syntax.groups()) {
            n = n * 10 + s.charAt(i++) - '0';
          }
          group(n);
        } else if (Character.isLetter(c)) {
          throw PyError.other("bad escape \\" + c + " at position " + (i - 1));
        } else {
          literal.append(c);
        }
      }
    }
  }

  private void named() {
    int end = i < s.length() && s.charAt(i) == '<' ? s.indexOf('>', i) : -1;
    if (end < 0) {
      throw PyError.other("missing < at position " + i);
    }
    String name = s.substring(i + 1, end);
    i = end + 1;
    boolean number =
        !name.isEmpty() && name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    Integer group = number ? Integer.valueOf(name) : syntax.named(name);
    if (group == null) {
      throw new PyError(PyError.Type.INDEX, "unknown group");
    }
    group(group);
  }

  void append(Sink out, IntFunction<@Nullable String> groups) {
    for (Object piece : pieces) {
      String text = piece instanceof Integer n ? groups.apply(n) : (String) piece;
      out.append(text == null ? "" : text);
    }
  }
}
