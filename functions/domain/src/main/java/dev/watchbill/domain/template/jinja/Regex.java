package dev.watchbill.domain.template.jinja;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions on values (spec oncall-behaviour §3.3).
 *
 * <p>Whatever re2j can express runs there, in linear time. Only patterns with lookaround,
 * backreferences, possessive or atomic parts or recursion run on the backtracking matcher of the
 * JDK, and that one reads its text through {@link Counted}: after a fixed number of characters read
 * it is stopped, and the result is None, as in the original when its two seconds are over. The
 * JDK's matcher recurses for some groups, so running out of stack counts as running out of time.
 */
final class Regex {
  /** About two tenths of a second of backtracking. */
  private static final int READS = 5_000_000;

  private Regex() {}

  static @Nullable Object matches(Rendering run, String value, String pattern, boolean anchored) {
    RegexSyntax syntax = RegexSyntax.of(pattern);
    run.budget().spend(pattern.length() + (long) value.length() * syntax.size() / 32);
    if (syntax.isLinear(value)) {
      com.google.re2j.Matcher m = syntax.linear().matcher(value);
      return anchored ? m.lookingAt() : m.find();
    }
    return bounded(
        run,
        value,
        text -> {
          Matcher m = syntax.backtracking().matcher(text);
          return anchored ? m.lookingAt() : m.find();
        });
  }

  static @Nullable Object replace(Rendering run, String value, String pattern, String replacement) {
    RegexSyntax syntax = RegexSyntax.of(pattern);
    Replacement template = Replacement.of(replacement, syntax);
    run.budget().spend(pattern.length() + (long) value.length() * syntax.size() / 32);
    if (syntax.isLinear(value)) {
      com.google.re2j.Matcher m = syntax.linear().matcher(value);
      StringBuilder out = new StringBuilder(value.length() + 16);
      int from = 0;
      while (m.find()) {
        out.append(value, from, m.start());
        template.append(out, m::group);
        from = m.end();
        pay(run, out, from);
      }
      return out.append(value, from, value.length()).toString();
    }
    return bounded(
        run,
        value,
        text -> {
          Matcher m = syntax.backtracking().matcher(text);
          StringBuilder out = new StringBuilder(value.length() + 16);
          int from = 0;
          while (m.find()) {
            out.append(value, from, m.start());
            template.append(out, m::group);
            from = m.end();
            pay(run, out, from);
          }
          return out.append(value, from, value.length()).toString();
        });
  }

  private static void pay(Rendering run, StringBuilder out, int read) {
    run.budget().step();
    if (out.length() - read > 0) {
      run.budget().text(Math.min(out.length() - (long) read, 64));
    }
    if (out.length() > run.budget().limits().valueLength()) {
      throw PyError.limit("a value of the template is too long");
    }
  }

  private interface Use {
    Object on(CharSequence text);
  }

  private static @Nullable Object bounded(Rendering run, String value, Use use) {
    Counted text = new Counted(value);
    try {
      Object result = use.on(text);
      run.budget().spend(text.reads / 64);
      return result;
    } catch (TooManyReads | StackOverflowError e) {
      run.budget().spend(text.reads / 64);
      return null;
    }
  }

  /** Thrown out of the middle of a match, and nowhere else caught. */
  private static final class TooManyReads extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyReads() {
      super(null, null, false, false);
    }
  }

  /** A text that can only be read so often. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int reads;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads > READS) {
        throw new TooManyReads();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static Pattern compile(String java) {
    try {
      return Pattern.compile(
          java, Pattern.UNIX_LINES | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    } catch (java.util.regex.PatternSyntaxException e) {
      throw PyError.other("bad pattern: " + e.getDescription());
    }
  }
}
