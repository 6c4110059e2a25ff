package dev.watchbill.domain.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises expressions that need no automaton. Only the plainest forms, read by hand: when in
 * doubt the answer is null and the expression is compiled.
 */
final class RegexShape {

  /** Characters that mean something; escaped they mean themselves. */
  private static final String META = "\\.+*?()|[]{}^$";

  /** More choices than these are not listed. */
  private static final int MOST_CHOICES = 256;

  private RegexShape() {}

  /** The values of {@code a|b|c}, also within one pair of parentheses; null for anything else. */
  static @Nullable Set<String> choices(String expression) {
    String inner = expression;
    if (inner.startsWith("(?:") && inner.endsWith(")")) {
      inner = inner.substring(3, inner.length() - 1);
    } else if (inner.startsWith("(") && inner.endsWith(")")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    Set<String> choices = new LinkedHashSet<>();
    for (String choice : split(inner)) {
      String plain = plain(choice);
      if (plain == null || choices.size() == MOST_CHOICES) {
        return null;
      }
      choices.add(plain);
    }
    return choices;
  }

  /** The start of {@code text.*}; null for anything else. */
  static @Nullable String start(String expression) {
    return expression.endsWith(".*") && !expression.endsWith("\\.*")
        ? plain(expression.substring(0, expression.length() - 2))
        : null;
  }

  /**
   * Plain texts of which every matching value starts with one, where each choice of the expression
   * starts with one; null where that cannot be seen. Groups are not looked into.
   */
  static @Nullable List<String> starts(String expression) {
    if (expression.indexOf('(') >= 0 || expression.indexOf('[') >= 0) {
      return null;
    }
    List<String> starts = new ArrayList<>();
    for (String choice : split(expression)) {
      int end = 0;
      while (end < choice.length() && META.indexOf(choice.charAt(end)) < 0) {
        end++;
      }
      boolean maybeNone = end < choice.length() && "*?{".indexOf(choice.charAt(end)) >= 0;
      int sure = maybeNone ? choice.offsetByCodePoints(end, end == 0 ? 0 : -1) : end;
      if (sure == 0) {
        return null;
      }
      starts.add(choice.substring(0, sure));
    }
    return starts;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '|') {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static @Nullable String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        if (i == text.length() || META.indexOf(text.charAt(i)) < 0) {
          return null;
        }
        c = text.charAt(i);
      } else if (META.indexOf(c) >= 0) {
        return null;
      }
      out.append(c);
    }
    return out.toString();
  }
}
