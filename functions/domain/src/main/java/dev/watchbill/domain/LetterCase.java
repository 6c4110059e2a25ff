package dev.watchbill.domain;

import java.util.Locale;

/**
 * Upper, lower and title case and case folding of whole texts, as Python's {@code str} has them:
 * Unicode's full mappings, where {@code ß} becomes {@code SS}, and {@code ς} at the end of a word.
 *
 * <p>One pass, letter by letter. The JDK's own {@code toUpperCase} and {@code toLowerCase} copy all
 * they have made at each letter that becomes longer, and so take the square of a text's length: 18
 * seconds for 170,000 times {@code ß}. Use these for every text that a sender can make long.
 */
public final class LetterCase {
  private static final int DOTTED_I = 0x130;
  private static final int DOTLESS_I = 0x131;
  private static final int SIGMA = 0x3A3;

  private LetterCase() {}

  public static String lower(String s) {
    return isAscii(s) ? s.toLowerCase(Locale.ROOT) : lower(s, 0, new StringBuilder(s.length()));
  }

  public static String upper(String s) {
    if (isAscii(s)) {
      return s.toUpperCase(Locale.ROOT);
    }
    StringBuilder out = new StringBuilder(s.length());
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      upper(out, c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** The first letter of each run of cased letters in title case, the others in lower case. */
  public static String title(String s) {
    StringBuilder out = new StringBuilder(s.length());
    boolean inWord = false;
    boolean afterLetter = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      if (inWord) {
        lower(out, s, i, c, afterLetter);
      } else {
        title(out, c);
      }
      inWord = isCased(c);
      afterLetter = afterLetter(afterLetter, c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** The first letter in title case, the others in lower case. */
  public static String capitalize(String s) {
    if (s.isEmpty()) {
      return s;
    }
    int first = s.codePointAt(0);
    StringBuilder out = new StringBuilder(s.length());
    title(out, first);
    return lower(s, Character.charCount(first), out);
  }

  public static String swap(String s) {
    StringBuilder out = new StringBuilder(s.length());
    boolean afterLetter = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      if (Character.isUpperCase(c)) {
        lower(out, s, i, c, afterLetter);
      } else if (Character.isLowerCase(c)) {
        upper(out, c);
      } else {
        out.appendCodePoint(c);
      }
      afterLetter = afterLetter(afterLetter, c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** For comparing without case: Unicode's full case folding. */
  public static String fold(String s) {
    if (isAscii(s)) {
      return s.toLowerCase(Locale.ROOT);
    }
    StringBuilder out = new StringBuilder(s.length());
    StringBuilder large = new StringBuilder();
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (isCherokee(c)) {
        out.appendCodePoint(Character.toUpperCase(c));
      } else if (c == DOTTED_I) {
        out.append("i\u0307");
      } else if (c == DOTLESS_I) {
        out.appendCodePoint(c);
      } else {
        large.setLength(0);
        upper(large, Character.toLowerCase(c));
        large.codePoints().forEach(each -> out.appendCodePoint(Character.toLowerCase(each)));
      }
    }
    return out.toString();
  }

  /** Whether a letter has a case. */
  public static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }

  private static boolean isAscii(String s) {
    for (int i = 0; i < s.length(); i++) {
      if (s.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  /** Cherokee is the one script whose folded letters are the capitals. */
  private static boolean isCherokee(int c) {
    return (c >= 0x13A0 && c <= 0x13FD) || (c >= 0xAB70 && c <= 0xABBF);
  }

  private static String lower(String s, int from, StringBuilder out) {
    boolean afterLetter = false;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      if (i >= from) {
        lower(out, s, i, c, afterLetter);
      }
      afterLetter = afterLetter(afterLetter, c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static void lower(StringBuilder out, String s, int at, int c, boolean afterLetter) {
    if (c < 128) {
      out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
    } else if (c == DOTTED_I) {
      out.append("i\u0307");
    } else if (c == SIGMA) {
      out.append(afterLetter && !beforeLetter(s, at + 1) ? '\u03c2' : '\u03c3');
    } else {
      out.appendCodePoint(Character.toLowerCase(c));
    }
  }

  /** Whether the last letter that counts has a case, after {@code c} too. */
  private static boolean afterLetter(boolean before, int c) {
    return isIgnorable(c) ? before : isCased(c);
  }

  /**
   * Whether a cased letter follows. What is skipped holds no sigma, so that all these looks
   * together go through the text once.
   */
  private static boolean beforeLetter(String s, int from) {
    for (int i = from; i < s.length(); ) {
      int c = s.codePointAt(i);
      if (!isIgnorable(c)) {
        return isCased(c);
      }
      i += Character.charCount(c);
    }
    return false;
  }

  /** Marks, modifiers and the punctuation of words: they do not end one. */
  private static boolean isIgnorable(int c) {
    if (c < 128) {
      return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`';
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default ->
          "\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a"
                  .indexOf(c)
              >= 0;
    };
  }

  private static void upper(StringBuilder out, int c) {
    if (c < 128) {
      out.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c));
    } else if (mayGrow(c)) {
      out.append(Character.toString(c).toUpperCase(Locale.ROOT));
    } else {
      out.appendCodePoint(Character.toUpperCase(c));
    }
  }

  /** Where the letters stand that become two or three in upper case. */
  private static boolean mayGrow(int c) {
    return c == 0xDF
        || c == 0x149
        || c == 0x1F0
        || c == 0x390
        || c == 0x3B0
        || c == 0x587
        || (c >= 0x1E96 && c <= 0x1E9E)
        || (c >= 0x1F50 && c <= 0x1FFF)
        || (c >= 0xFB00 && c <= 0xFB17);
  }

  private static void title(StringBuilder out, int c) {
    int simple = Character.toTitleCase(c);
    if (simple != c || !mayGrow(c) || Character.isTitleCase(c)) {
      out.appendCodePoint(simple);
      return;
    }
    String large = Character.toString(c).toUpperCase(Locale.ROOT);
    int first = large.codePointAt(0);
    out.appendCodePoint(first);
    for (int i = Character.charCount(first); i < large.length(); i++) {
      char rest = large.charAt(i);
      // An iota below stays below, and the letter after an apostrophe stays large.
      out.append(rest == '\u0399' ? '\u0345' : c == 0x149 ? rest : Character.toLowerCase(rest));
    }
  }
}
