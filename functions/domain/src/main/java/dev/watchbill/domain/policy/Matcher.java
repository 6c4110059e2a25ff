package dev.watchbill.domain.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.GoText;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A condition on one label. An absent label counts as the empty text, so {@code foo=""} holds for
 * alerts without foo; expressions are RE2 and must match the whole value (spec grafana-alerting
 * §12.1).
 *
 * @param label any text; names need not be identifiers
 * @param value a regular expression that compiles, where the operator compares with one
 */
public record Matcher(String label, Operator operator, String value) {

  /** Longest label name or value we take, in characters. */
  public static final int LONGEST_TEXT = 4096;

  /** Longest regular expression we take, in characters. */
  public static final int LONGEST_EXPRESSION = 1024;

  private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?P?<[A-Za-z0-9_]+>");

  /** By label, value, operator: the order of every list in answers and group keys. */
  public static final Comparator<Matcher> ORDER =
      Comparator.comparing(Matcher::label, GoText.ORDER)
          .thenComparing(Matcher::value, GoText.ORDER)
          .thenComparing(Matcher::operator);

  /** The matcher, unless its expression does not compile or is out of bounds. */
  public static Checked<Matcher> of(String label, Operator operator, String value) {
    if (label.length() > LONGEST_TEXT || value.length() > LONGEST_TEXT) {
      return Checked.refused(
          Kind.LIMIT, "a matcher has at most " + LONGEST_TEXT + " characters in name and value");
    }
    if (operator.regex()) {
      if (value.length() > LONGEST_EXPRESSION) {
        return Checked.refused(
            Kind.LIMIT, "a regular expression has at most " + LONGEST_EXPRESSION + " characters");
      }
      if (RegexSize.of(value) > RegexSize.LARGEST) {
        return Checked.refused(
            Kind.LIMIT,
            "the repetitions of a regular expression unfold to at most "
                + RegexSize.LARGEST
                + " parts");
      }
      try {
        compile(value);
      } catch (PatternSyntaxException e) {
        return Checked.refused(Kind.SHAPE, String.valueOf(e.getMessage()));
      }
    }
    return Checked.accepted(new Matcher(label, operator, value));
  }

  /**
   * The expression, to be matched against a whole value. Go allows two groups of one name, re2j
   * does not; names play no part here.
   */
  static Pattern compile(String expression) {
    try {
      return Pattern.compile(anchored(expression));
    } catch (PatternSyntaxException e) {
      if (!e.getDescription().startsWith("duplicate capture group")) {
        throw e;
      }
      return Pattern.compile(anchored(GROUP_NAME.matcher(expression).replaceAll("(")));
    }
  }

  /** The expression for a whole value, as Go spells it. */
  static String anchored(String expression) {
    return "^(?:" + expression + ")$";
  }

  /** The condition made ready to be asked often. */
  LabelTest test() {
    return LabelTest.of(this);
  }

  /** Whether the labels fulfil it. Compiles an expression at every call. */
  public boolean holds(Map<String, String> labels) {
    return test().holds(labels);
  }

  /** The text in group keys: {@code team="a"}; names that need it are quoted. */
  @Override
  public String toString() {
    boolean quoted = label.codePoints().anyMatch(Matcher::reserved);
    return quoted
        ? GoText.quote(label) + operator.sign() + GoText.quote(value)
        : label + operator.sign() + '"' + escaped(value) + '"';
  }

  /** Characters that a bare name or value cannot hold. */
  static boolean reserved(int c) {
    return GoText.space(c) || "{}!=~,\\\"'`".indexOf(c) >= 0;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  /** The text of a set: {@code {a="b",c!="d"}}. */
  public static String print(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
