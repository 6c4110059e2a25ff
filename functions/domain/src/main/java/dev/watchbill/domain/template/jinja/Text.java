package dev.watchbill.domain.template.jinja;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text counted as Python counts it: in code points, not in UTF-16 units. */
final class Text {
  /** From this length on the JDK's search is not trusted. */
  private static final int LONG_NEEDLE = 8;

  private Text() {}

  static int length(String s) {
    return s.codePointCount(0, s.length());
  }

  private static boolean plain(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (Character.isSurrogate(s.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static String at(String s, int index) {
    if (plain(s)) {
      return String.valueOf(s.charAt(index));
    }
    int from = s.offsetByCodePoints(0, index);
    return s.substring(from, s.offsetByCodePoints(from, 1));
  }

  /** The part from code point {@code from} to {@code to}, both within the text. */
  static String part(String s, int from, int to) {
    if (from >= to) {
      return "";
    }
    if (plain(s)) {
      return s.substring(from, to);
    }
    int a = s.offsetByCodePoints(0, from);
    return s.substring(a, s.offsetByCodePoints(a, to - from));
  }

  /** The first {@code count} code points, or all. */
  static String head(String s, int count) {
    return s.length() <= count ? s : part(s, 0, Math.min(count, length(s)));
  }

  static Iterator<@Nullable Object> characters(String s) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < s.length();
      }

      @Override
      public @Nullable Object next() {
        int from = next;
        next += Character.charCount(s.codePointAt(from));
        return s.substring(from, next);
      }
    };
  }

  static boolean isSpace(int c) {
    return c == ' '
        || (c >= 9 && c <= 13)
        || (c >= 0x1c && c <= 0x1f)
        || c == 0x85
        || c == 0xa0
        || (c > 0xff && Character.isSpaceChar(c));
  }

  static boolean allSpace(String s) {
    return s.codePoints().allMatch(Text::isSpace);
  }

  static String strip(String s) {
    return stripLeft(stripRight(s));
  }

  static String stripLeft(String s) {
    int i = 0;
    while (i < s.length() && isSpace(s.charAt(i))) {
      i++;
    }
    return s.substring(i);
  }

  static String stripRight(String s) {
    int i = s.length();
    while (i > 0 && isSpace(s.charAt(i - 1))) {
      i--;
    }
    return s.substring(0, i);
  }

  /** Without the characters of a set, at either end. */
  static String strip(String s, String set, boolean left, boolean right) {
    IntPredicate isStripped = members(set);
    int from = 0;
    int to = s.length();
    while (left && from < to && isStripped.test(s.codePointAt(from))) {
      from += Character.charCount(s.codePointAt(from));
    }
    while (right && to > from && isStripped.test(s.codePointBefore(to))) {
      to -= Character.charCount(s.codePointBefore(to));
    }
    return s.substring(from, to);
  }

  private static IntPredicate members(String set) {
    if (set.length() <= 8) {
      return c -> set.indexOf(c) >= 0;
    }
    Set<Integer> all = set.codePoints().boxed().collect(Collectors.toCollection(HashSet::new));
    return all::contains;
  }

  private static boolean isLineBreak(char c) {
    return c == '\n'
        || c == '\r'
        || c == 0x0b
        || c == 0x0c
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  static List<@Nullable Object> lines(Rendering run, String s, boolean keepEnds) {
    List<@Nullable Object> out = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < s.length(); i++) {
      if (isLineBreak(s.charAt(i))) {
        int end =
            s.charAt(i) == '\r' && i + 1 < s.length() && s.charAt(i + 1) == '\n' ? i + 2 : i + 1;
        run.budget().step();
        out.add(s.substring(from, keepEnds ? end : i));
        from = end;
        i = end - 1;
      }
    }
    if (from < s.length()) {
      out.add(s.substring(from));
    }
    return out;
  }

  /**
   * {@code indexOf} that stays linear: the JDK's compares at every place anew, which a long needle
   * of equal letters makes as slow as both lengths multiplied. Short needles are left to it; for
   * long ones the table of Knuth, Morris and Pratt tells how much of a failed match still counts.
   */
  static int find(String s, String needle, int from) {
    int n = needle.length();
    if (n < LONG_NEEDLE) {
      return s.indexOf(needle, from);
    }
    int[] border = new int[n];
    for (int i = 1, k = 0; i < n; i++) {
      while (k > 0 && needle.charAt(i) != needle.charAt(k)) {
        k = border[k - 1];
      }
      k += needle.charAt(i) == needle.charAt(k) ? 1 : 0;
      border[i] = k;
    }
    for (int i = from, k = 0; i < s.length(); i++) {
      while (k > 0 && s.charAt(i) != needle.charAt(k)) {
        k = border[k - 1];
      }
      k += s.charAt(i) == needle.charAt(k) ? 1 : 0;
      if (k == n) {
        return i - n + 1;
      }
    }
    return -1;
  }

  static int findLast(String s, String needle) {
    if (needle.length() < LONG_NEEDLE) {
      return s.lastIndexOf(needle);
    }
    int at = find(mirror(s), mirror(needle), 0);
    return at < 0 ? -1 : s.length() - at - needle.length();
  }

  /** The text backwards; whole characters only when mirrored twice. */
  static String mirror(String s) {
    char[] c = s.toCharArray();
    for (int i = 0, j = c.length - 1; i < j; i++, j--) {
      char t = c[i];
      c[i] = c[j];
      c[j] = t;
    }
    return new String(c);
  }

  /** Splits at runs of white space, at most {@code max} times (negative: as often as possible). */
  static List<@Nullable Object> words(Rendering run, String s, long max) {
    List<@Nullable Object> out = new ArrayList<>();
    int i = 0;
    while (true) {
      while (i < s.length() && isSpace(s.charAt(i))) {
        i++;
      }
      if (i >= s.length()) {
        return out;
      }
      run.budget().step();
      if (max >= 0 && out.size() >= max) {
        out.add(s.substring(i));
        return out;
      }
      int from = i;
      while (i < s.length() && !isSpace(s.charAt(i))) {
        i++;
      }
      out.add(s.substring(from, i));
    }
  }

  static List<@Nullable Object> split(Rendering run, String s, String separator, long max) {
    List<@Nullable Object> out = new ArrayList<>();
    int from = 0;
    while (max < 0 || out.size() < max) {
      int at = find(s, separator, from);
      if (at < 0) {
        break;
      }
      run.budget().step();
      out.add(s.substring(from, at));
      from = at + separator.length();
    }
    out.add(s.substring(from));
    return out;
  }
}
