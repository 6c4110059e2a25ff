package dev.watchbill.domain.policy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Flaw.Kind;
import java.util.List;

/** The three ways in which matchers written as one text are read. */
public enum MatcherDialect {
  /** As Alertmanager always read them: names are identifiers, values may be bare. */
  CLASSIC,
  /** Any name, quoted where needed; bare values hold no special characters. */
  UTF8,
  /** Like UTF-8, but classic where that fails or the two disagree. What clients get. */
  FALLBACK;

  /** Longest text we read. */
  public static final int LONGEST = 16 * 1024;

  /** Reads matchers with commas between, with or without braces. */
  public Checked<List<Matcher>> list(String text) {
    if (text.length() > LONGEST) {
      return tooLong();
    }
    return switch (this) {
      case CLASSIC -> ClassicMatchers.list(text);
      case UTF8 -> Utf8Matchers.list(text);
      case FALLBACK -> agreed(Utf8Matchers.list(text), ClassicMatchers.list(text));
    };
  }

  /** Reads exactly one matcher, without braces. */
  public Checked<Matcher> single(String text) {
    if (text.length() > LONGEST) {
      return tooLong();
    }
    return switch (this) {
      case CLASSIC -> ClassicMatchers.single(text);
      case UTF8 -> Utf8Matchers.single(text);
      case FALLBACK ->
          braced(text)
              ? Utf8Matchers.single(text)
              : agreed(Utf8Matchers.single(text), ClassicMatchers.single(text));
    };
  }

  private static <T> Checked<T> tooLong() {
    return Checked.refused(Kind.LIMIT, "matchers have at most " + LONGEST + " characters");
  }

  /** What is in braces is a list. */
  static boolean braced(String text) {
    return text.startsWith("{") || text.endsWith("}");
  }

  /** The classic reading wins unless only the UTF-8 one succeeds. */
  private static <T> Checked<T> agreed(Checked<T> utf8, Checked<T> classic) {
    return classic instanceof Accepted || !(utf8 instanceof Accepted) ? classic : utf8;
  }
}
