package dev.watchbill.domain.policy;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A matcher ready to be asked. An expression that is only a choice of plain texts becomes a look-up
 * in a set, and {@code text.*} a look at the start: most expressions people write are of these
 * forms, and both are many times cheaper than an automaton.
 */
sealed interface LabelTest {

  Matcher matcher();

  boolean accepts(String value);

  default boolean holds(Map<String, String> labels) {
    String value = labels.get(matcher().label());
    return accepts(value == null ? "" : value);
  }

  static LabelTest of(Matcher matcher) {
    boolean wanted = !matcher.operator().negative();
    if (!matcher.operator().regex()) {
      return new Same(matcher, matcher.value(), wanted);
    }
    Set<String> choices = RegexShape.choices(matcher.value());
    if (choices != null) {
      return choices.size() == 1
          ? new Same(matcher, choices.iterator().next(), wanted)
          : new OneOf(matcher, choices, wanted);
    }
    String start = RegexShape.start(matcher.value());
    return start != null
        ? new Starts(matcher, start, wanted)
        : new Expression(
            matcher, RegexShape.starts(matcher.value()), Matcher.compile(matcher.value()), wanted);
  }

  /** The only values that fulfil it, or null if they cannot be listed. */
  default @Nullable Set<String> onlyValues() {
    return switch (this) {
      case Same same -> same.wanted() ? Set.of(same.value()) : null;
      case OneOf oneOf -> oneOf.wanted() ? oneOf.values() : null;
      case Starts starts -> null;
      case Expression expression -> null;
    };
  }

  record Same(Matcher matcher, String value, boolean wanted) implements LabelTest {
    @Override
    public boolean accepts(String actual) {
      return actual.equals(value) == wanted;
    }
  }

  record OneOf(Matcher matcher, Set<String> values, boolean wanted) implements LabelTest {
    @Override
    public boolean accepts(String actual) {
      return values.contains(actual) == wanted;
    }
  }

  /** The plain start, then anything within one line: a dot does not match a line feed. */
  record Starts(Matcher matcher, String start, boolean wanted) implements LabelTest {
    @Override
    public boolean accepts(String actual) {
      return (actual.startsWith(start) && actual.indexOf('\n', start.length()) < 0) == wanted;
    }
  }

  /**
   * Any other expression.
   *
   * @param starts how a matching value must start, asked first because the automaton is a hundred
   *     times dearer; null if unknown
   */
  record Expression(Matcher matcher, @Nullable List<String> starts, Pattern pattern, boolean wanted)
      implements LabelTest {
    @Override
    public boolean accepts(String actual) {
      return (mayMatch(actual) && pattern.matcher(actual).matches()) == wanted;
    }

    private boolean mayMatch(String actual) {
      if (starts == null) {
        return true;
      }
      for (String start : starts) {
        if (actual.startsWith(start)) {
          return true;
        }
      }
      return false;
    }
  }
}
