package dev.watchbill.domain.template.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The counted matcher finds what the JDK's finds, and ends where that one does not. */
class BacktrackerTest {
  private static final int PATTERNS = 20_000;
  private static final int FLAGS =
      Pattern.UNIX_LINES | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private final Budget budget = new Budget(Limits.DEFAULT);

  private Backtracker on(String pattern, String text) {
    return new Backtracker(budget, RegexSyntax.of(budget, pattern).backtracking(), text);
  }

  @Test
  void findsWhatTheJdkFinds() {
    long seed = 20_261_130;
    Random random = new Random(seed);
    int found = 0;
    for (int i = 0; i < PATTERNS; i++) {
      String pattern = pattern(random, 3, new int[1]);
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n > 0; n--) {
        text.append("aabbAé\n ".charAt(random.nextInt(8)));
      }
      Matcher theirs = Pattern.compile(pattern, FLAGS).matcher(text);
      Backtracker ours =
          new Backtracker(
              new Budget(Limits.DEFAULT),
              RegexSyntax.of(new Budget(Limits.DEFAULT), pattern).backtracking(),
              text.toString());
      String what = "seed " + seed + " case " + i + ": " + pattern + " on " + text;
      boolean there = theirs.find();
      assertThat(ours.find(0)).as(what).isEqualTo(there);
      if (there) {
        found++;
        assertThat(List.of(ours.start(), ours.end()))
            .as(what)
            .isEqualTo(List.of(theirs.start(), theirs.end()));
        for (int g = 1; g <= theirs.groupCount(); g++) {
          assertThat(ours.group(g)).as("%s group %d", what, g).isEqualTo(theirs.group(g));
        }
      }
    }
    assertThat(found).isBetween(PATTERNS / 4, PATTERNS);
  }

  /** Parts that may be empty are not repeated: there Python, the JDK and we keep other groups. */
  private static String pattern(Random random, int depth, int[] groups) {
    StringBuilder out = new StringBuilder();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      out.append(part(random, depth, groups));
    }
    return out.toString();
  }

  private static String part(Random random, int depth, int[] groups) {
    int kind = random.nextInt(depth == 0 ? 8 : 18);
    return switch (kind) {
      case 0, 1 -> "a";
      case 2, 3 -> "b";
      case 4 -> ".";
      case 5 -> random.nextBoolean() ? "[ab]" : "[^a]";
      case 6 ->
          List.of("^", "$", "\\b", "\\B", "\\A", "\\Z").get(random.nextInt(6)).replace("Z", "z");
      case 7 -> "a" + quantifier(random);
      case 8 -> "(" + enclosed(random, depth, groups) + ")";
      case 9 -> "(?:a" + pattern(random, depth - 1, groups) + ")" + quantifier(random);
      case 10 -> "(?=" + pattern(random, depth - 1, groups) + ")";
      case 11 -> "(?!" + pattern(random, 0, new int[1]) + ")";
      case 12 -> random.nextBoolean() ? "(?<=a|bb)" : "(?<!a.)";
      case 13 -> "(?>" + pattern(random, depth - 1, groups) + ")";
      case 14 ->
          "(?:"
              + pattern(random, depth - 1, groups)
              + "|"
              + pattern(random, depth - 1, groups)
              + ")";
      case 15 -> "(?i:" + pattern(random, depth - 1, groups) + ")";
      case 16 -> groups[0] > 0 ? "\\" + (1 + random.nextInt(groups[0])) : "b";
      default -> "[ab]" + List.of("*+", "++", "?+", "{1,2}+").get(random.nextInt(4));
    };
  }

  /** Inside a group nothing refers to it, as Python does not allow that. */
  private static String enclosed(Random random, int depth, int[] groups) {
    int[] inside = {-100};
    String pattern = pattern(random, depth - 1, inside);
    groups[0] += inside[0] + 101;
    return pattern;
  }

  private static String quantifier(Random random) {
    return List.of("*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,2}").get(random.nextInt(7))
        + (random.nextInt(3) == 0 ? "?" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "(a?)*b, aab, aab",
    "(a|b?)+c, abc, abc",
    "(?:a?){3}b, ab, ab",
    "(?<=a+b*)c, aabbc, c",
    "(?i)ÄB(?=C), xäbc, äb",
    "(?:(?i)a)b, Ab, Ab",
    "(?s).(?-s:.)(?=b), xyb, xy",
    "(?m)^b$(?=\\n), 'a\nb\nc', b",
    "\\X(?!x), e\u0301, e\u0301",
    "\\R(?=b), 'a\r\nb', '\r\n'",
    "[[:alpha:]\\d]+(?=-), é1-, é1",
    "(?P<q>['\"]).*?(?P=q), say \"a'b\", \"a'b\"",
    "(?R)?x(?!x), xxx, x",
    "🔥(?=🔥), a🔥🔥, 🔥"
  })
  void findsWhatPythonFinds(String pattern, String text, String match) {
    Backtracker m = on(pattern, text);
    assertThat(m.find(0)).isTrue();
    assertThat(m.group(0)).isEqualTo(match);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?!z)(?:a?|b?){40}c",
        "(?!z)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)"
            + "(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)(a?|b?)c"
      })
  void triesInVainAreCountedOnAnEmptyTextToo(String pattern) {
    Backtracker m = on(pattern, "");
    assertThatThrownBy(() -> m.find(0)).isInstanceOf(Backtracker.TooLong.class);
    assertThat(budget.steps()).isBetween(200_000L, 400_000L);
  }

  @Test
  void replacesAsPythonDoes() {
    Jinja jinja = new Jinja(java.time.InstantSource.system());
    List<@Nullable String> out = new ArrayList<>();
    for (String filter :
        List.of(
            "'abab'|regex_replace('(?=a)', '-')",
            "'aXbX'|regex_replace('X(?!$)', '.')",
            "'aab'|regex_replace('(?<x>a)(?P=x)', '<\\\\g<x>>')",
            "'ab'|regex_replace('(?!c)', '_')")) {
      out.add(jinja.render("{{ " + filter + " }}", java.util.Map.of()).display());
    }
    assertThat(out).containsExactly("-ab-ab", "a.bX", "<a>b", "_a_b_");
  }
}
