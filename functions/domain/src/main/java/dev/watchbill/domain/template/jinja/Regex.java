package dev.watchbill.domain.template.jinja;

import com.google.re2j.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions on values (spec oncall-behaviour §3.3).
 *
 * <p>Whatever re2j can express runs there, in linear time. Only patterns with lookaround,
 * backreferences, possessive or atomic parts or recursion run on the {@link Backtracker}: after a
 * fixed number of tries it is stopped, and the result is None, as in the original when its two
 * seconds are over.
 */
final class Regex {
  /**
   * A linear matcher takes every character through all parts of the pattern, at 30 ns each when all
   * of them are alive.
   */
  private static final int PARTS_PER_STEP = 8;

  private Regex() {}

  static @Nullable Object matches(Rendering run, String value, String pattern, boolean anchored) {
    RegexSyntax syntax = RegexSyntax.of(run.budget(), pattern);
    if (syntax.isLinear(value)) {
      pay(run, value, syntax);
      Matcher m = syntax.linear().matcher(value);
      return anchored ? m.lookingAt() : m.find();
    }
    try {
      Backtracker m = new Backtracker(run.budget(), syntax.backtracking(), value);
      return anchored ? m.at(0) : m.find(0);
    } catch (Backtracker.TooLong e) {
      return null;
    }
  }

  static @Nullable Object replace(Rendering run, String value, String pattern, String replacement) {
    RegexSyntax syntax = RegexSyntax.of(run.budget(), pattern);
    Replacement template = Replacement.of(replacement, syntax);
    Sink out = run.sink();
    int from = 0;
    if (syntax.isLinear(value)) {
      pay(run, value, syntax);
      Matcher m = syntax.linear().matcher(value);
      while (m.find()) {
        run.budget().step();
        out.append(value, from, m.start());
        template.append(out, m::group);
        from = m.end();
      }
      return out.append(value, from, value.length()).text();
    }
    try {
      Backtracker m = new Backtracker(run.budget(), syntax.backtracking(), value);
      int next = 0;
      while (next <= value.length() && m.find(next)) {
        run.budget().step();
        out.append(value, from, m.start());
        template.append(out, m::group);
        from = m.end();
        next = from > m.start() ? from : from + 1;
      }
      return out.append(value, from, value.length()).text();
    } catch (Backtracker.TooLong e) {
      return null;
    }
  }

  private static void pay(Rendering run, String value, RegexSyntax syntax) {
    run.budget()
        .spend((long) value.length() * (syntax.isLiteral() ? 1 : syntax.size()) / PARTS_PER_STEP);
  }
}
