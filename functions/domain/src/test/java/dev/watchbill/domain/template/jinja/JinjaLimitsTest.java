package dev.watchbill.domain.template.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No template, however meant, costs more than its allowance or breaks anything but itself (spec
 * oncall-behaviour §3.6).
 */
class JinjaLimitsTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2024-03-05T12:00:00Z"));

  private final Jinja jinja = new Jinja(NOON, Limits.DEFAULT);

  private Rendered render(String template) {
    return jinja.render(
        template, new HashMap<>(Map.of("payload", new HashMap<>(Map.of("s", "abc")))));
  }

  /** Renders with a budget that can be looked into. */
  private static String render(String template, Budget budget) {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("ss", "ß".repeat(170_000));
    variables.put("ii", "İ".repeat(170_000));
    variables.put("xx", "x".repeat(200_000));
    variables.put("dd", "9".repeat(200_000));
    variables.put("payload", new HashMap<>(Map.of("ii", "İ".repeat(170_000))));
    return new Jinja(NOON).render(template, variables, budget).display();
  }

  /** What once took seconds or gigabytes: it is done in a few steps, or not at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        // case mapping: 18 and 33 seconds
        "{{ ss|upper|length }}→340000→300000",
        "{{ ss.upper()|length }}→340000→300000",
        "{{ ii|lower|length }}→340000→300000",
        "{{ ii.lower()|length }}→340000→300000",
        "{{ payload.ii|title|length }}→339999→300000",
        "{{ ss.casefold()|length }}→340000→300000",
        "{{ ss.swapcase()|length }}→340000→300000",
        "{{ ii|capitalize|length }}→339999→300000",
        "{{ ss.title()|length }}→170001→300000",
        "{{ [ii, 'a', ii]|sort|first }}→a→500000",
        "{{ [ii, ii ~ '', 'a']|unique|list|length }}→2→500000",
        "{{ {ii: 1, 'a': 2}|dictsort|length }}→2→500000",
        "{{ [{'k': ii}, {'k': 'a'}]|groupby('k')|length }}→2→700000",
        "{{ [ii, 'a']|max|length }}→170000→500000",
        "{{ ii|int }}→0→200000",
        "{{ ii|float }}→0.0→300000",
        "{{ ii|string|lower == 'true' }}→False→300000",
        // numbers
        "{{ dd|int }}→0→200000",
        "{{ dd|float }}→inf→200000",
        "{{ ('0x' ~ 'f' * 200000)|int(0, 16) }}→Template Error: a number of the template is too large→200000",
        "{{ 2**(10**10) }}→Template Error: a number of the template is too large→100",
        "{{ '{:0>900000,}'.format(7)|length }}→900000→700000",
        "{{ '{:0900000,}'.format(7)|length }}→900001→700000",
        "{{ (1e-300).as_integer_ratio()[1] > 0 }}→True→100",
        // n times m
        "{{ xx.strip('y' * 199999 ~ 'x') }}→→200000",
        "{{ xx.rfind('x' * 100000 ~ 'y') }}→-1→200000",
        "{{ ('a' ~ '-' * 200000)|wordwrap(1)|length }}→400001→1000000",
        "{{ xx|wordwrap(1)|length }}→399999→1000000",
        "{{ ('a' ~ '(' * 100000 ~ 'b' ~ ')' * 100000)|urlize|length }}→200002→600000",
        "{{ ('&' * 200000 ~ ';')|striptags|length }}→200001→600000",
        "{{ ('<!--' * 50000)|striptags|length }}→200000→500000",
        "{{ 'x'|regex_search('{a' * 4000) }}→False→1100000",
        "{{ 'x'|regex_search('(?#' ~ 'a' * 9000 ~ ')' ~ '(?R)' * 9 ~ 'x') }}→Template Error: the template takes too many steps→4100000",
        "{{ ''|regex_search('(?!z)' ~ '(?:a?|b?)' * 60 ~ 'c') }}→None→400000",
        "{{ '1'|datetimeparse('%d' ~ '1' * 200000) }}→Template Error: the format is too long→200000",
        "{{ '1'|datetimeformat_as_timezone('%d', ii) }}→None→200000",
        // memory
        "{% autoescape true %}{% set ns = namespace(m='<b>'|safe) %}{% for i in 'x' * 60 %}{% set ns.m = ns.m + ns.m %}{% endfor %}{% endautoescape %}→Template Error: the template takes too many steps→9000000",
        "{{ 'a b c d'|wordwrap(1, wrapstring='x' * 6000000) }}→Template Error: a value of the template is too long→4000001",
        "{% set l = [1] * 500000 %}{% set k = [] %}{% for i in 'x' * 99 %}{% set _ = k.append(l.copy()) %}{% endfor %}→Template Error: the template takes too many steps→4500001",
        "{% set k = [] %}{% for i in 'x' * 999 %}{% set _ = k.append(xx.partition('y')) %}{% endfor %}→Template Error: the template takes too many steps→4500001",
        "{% set k = [] %}{% for i in 'x' * 999 %}{% set _ = k.append(xx.removeprefix('x')) %}{% endfor %}→Template Error: the template takes too many steps→4500001",
        "{% set k = [] %}{% for i in 'x' * 999 %}{% set _ = k.append(xx.strip('y')) %}{% endfor %}→Template Error: the template takes too many steps→4500001",
        "{% set ns = namespace(s=xx) %}{% for i in 'x' * 60 %}{% set ns.s = ns.s.encode().hex() %}{% endfor %}→Template Error: the template takes too many steps→9000000",
        "{% set ns = namespace(s=xx) %}{% for i in 'x' * 9999 %}{% set ns.s = ns.s.encode().decode() %}{% endfor %}→Template Error: the template takes too many steps→4500001",
        "{{ xx.translate({120: xx}) }}→Template Error: a value of the template is too long→4000001",
        // asked for nothing, and yet endless
        "{% set ns = namespace(a={}, b={}) %}{% for i in 'x' * 60 %}{% set ns.a = {1: ns.a, 2: ns.a} %}{% set ns.b = {1: ns.b, 2: ns.b} %}{% endfor %}{{ ns.a.items() == ns.b.items() }}→Template Error: the template takes too many steps→4000001",
        "{% set ns = namespace(a=[], b=[]) %}{% for i in 'x' * 60 %}{% set ns.a = [ns.a, ns.a] %}{% set ns.b = [ns.b, ns.b] %}{% endfor %}{{ namespace(x=ns.a) == namespace(x=ns.b) }}→False→2000",
        "{% set ns = namespace(a=[]) %}{% for i in 'x' * 60 %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}{{ {}.setdefault(ns.a, 1) }}→Template Warning: unhashable type: 'list'→2000",
        "{% for i in 'x' * 999999 %}{% set _ = xx[7] %}{% endfor %}→Template Error: the template takes too many steps→4500001",
        "{% for i in 'x' * 999999 %}{% set _ = {xx ~ i: 1}[xx ~ i] %}{% endfor %}→Template Error: the template takes too many steps→4500001"
      })
  void costsItsStepsAndNoMore(String template, @Nullable String shown, long most) {
    Budget budget = new Budget(Limits.DEFAULT);
    assertThat(render(template, budget)).isEqualTo(shown == null ? "" : shown);
    assertThat(budget.steps()).isLessThanOrEqualTo(most);
  }

  /** The largest payload that is taken can be shown and grouped by, as the defaults do. */
  @Test
  void theLargestPayloadIsShown() {
    List<@Nullable Object> alerts = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      alerts.add(
          new HashMap<>(Map.of("labels", Map.of("alertname", "x".repeat(900), "n", (long) i))));
    }
    Map<String, @Nullable Object> variables =
        new HashMap<>(Map.of("payload", Map.of("alerts", alerts)));
    for (String template :
        List.of(
            "{{ payload }}",
            "```\n{{ payload|tojson_pretty }}\n```\n",
            "{{ payload|json_dumps|regex_search('zzz') }}")) {
      assertThat(new Jinja(NOON).render(template, variables))
          .as(template)
          .isInstanceOf(Rendered.Output.class);
    }
  }

  @Test
  void aConditionIsReadInOneGo() {
    Jinja plain = new Jinja(NOON);
    assertThat(plain.render("İ".repeat(50_000), Map.of()).truthy()).isFalse();
    assertThat(plain.render(" O\u212a\n", Map.of()).truthy()).isTrue();
  }

  @Test
  void errorTextsAreNoLongerThanResults() {
    assertThat(render("{{ {}[xx].y }}", new Budget(Limits.DEFAULT)).length()).isLessThan(60_000);
    assertThat(render("{{ {}.pop(xx) }}", new Budget(Limits.DEFAULT)).length()).isLessThan(60_000);
  }

  private void stopped(String template) {
    assertThat(render(template))
        .as(template.length() > 200 ? template.substring(0, 200) : template)
        .isInstanceOfSatisfying(
            Rendered.Failure.class,
            f -> {
              assertThat(f.severity()).isEqualTo(Rendered.Severity.ERROR);
              assertThat(f.kind()).isEqualTo(Rendered.Kind.LIMIT);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // more and more of the same
        "{{ 'x' * 10**9 }}",
        "{{ 10**9 * 'x' }}",
        "{{ [1] * 10**9 }}",
        "{{ 'x'.center(10**9) }}",
        "{{ 'x'|center(10**9) }}",
        "{{ 'x'.ljust(10**9) }}",
        "{{ 'x'.zfill(10**9) }}",
        "{{ '%1000000000d' % 5 }}",
        "{{ '%.1000000000f' % 5.0 }}",
        "{{ '%*d' % (10**9, 5) }}",
        "{{ '{:>1000000000}'.format(5) }}",
        "{{ 'a\nb'|indent(10**9) }}",
        "{{ '\t'.expandtabs(10**9) }}",
        "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
        "{{ ('a' * 100000)|replace('', 'b' * 100000) }}",
        "{{ ('ab' * 50000)|regex_replace('a', 'c' * 50000) }}",
        "{{ ('a' * 100000).join('b' * 100000) }}",
        "{{ (['a'] * 100000)|join('b' * 100000) }}",
        "{{ [1, 2]|batch(10**9, 0)|list }}",
        "{{ [1, 2]|slice(10**9)|list }}",
        "{{ lipsum(n=10**9) }}",
        // large numbers
        "{{ 10 ** (10 ** 9) }}",
        "{{ (7 ** 50000) * (7 ** 50000) }}",
        "{% set ns = namespace(n=3) %}{% for a in 'x' * 1000 %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
        // doubling
        "{% set ns = namespace(s='ab') %}{% for i in 'x' * 100 %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set l = [1] %}{% for i in 'x' * 100 %}{% set _ = l.extend(l) %}{% endfor %}",
        "{% set ns = namespace(l=[]) %}{% for i in 'x' * 60 %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
        "{% set ns = namespace(l=['x' * 1000]) %}{% for i in 'x' * 60 %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l|tojson }}",
        "{% set t %}{% for i in 'x' * 9000 %}{{ 'y' * 10000 }}{% endfor %}{% endset %}{{ t|length }}",
        // laughter: ten macros, each ten times the one before
        "{% macro a() %}ha{% endmacro %}{% macro b() %}{% for i in '0123456789' %}{{ a() }}{% endfor %}{% endmacro %}"
            + "{% macro c() %}{% for i in '0123456789' %}{{ b() }}{% endfor %}{% endmacro %}{% macro d() %}{% for i in '0123456789' %}{{ c() }}{% endfor %}{% endmacro %}"
            + "{% macro e() %}{% for i in '0123456789' %}{{ d() }}{% endfor %}{% endmacro %}{% macro f() %}{% for i in '0123456789' %}{{ e() }}{% endfor %}{% endmacro %}"
            + "{% macro g() %}{% for i in '0123456789' %}{{ f() }}{% endfor %}{% endmacro %}{{ g() }}",
        // loops without range
        "{% for a in 'x' * 10000 %}{% for b in 'x' * 10000 %}{% for c in 'x' * 10000 %}{% endfor %}{% endfor %}{% endfor %}",
        "{% set l = [1] %}{% for x in l %}{% set _ = l.append(x) %}{% endfor %}",
        "{% for a in 'x' * 100000 %}{{ (('y' * 1000)|list)|sort|join }}{% endfor %}",
        "{% for a in 'x' * 100000 %}{% if ('y' * 100)|list in [('y' * 99)|list] %}{% endif %}{% endfor %}",
        // nobody comes back
        "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(1) }}",
        "{% macro f() %}{{ caller() }}{% endmacro %}{% macro g() %}{% call f() %}{{ g() }}{% endcall %}{% endmacro %}{{ g() }}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{% block b %}{{ self.b() }}{% endblock %}",
        "{% set l = [] %}{% set ns = namespace(l=l) %}{% for i in 'x' * 5000 %}{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}",
        "{% set ns = namespace(a=[], b=[]) %}{% for i in 'x' * 5000 %}{% set ns.a = [ns.a] %}{% set ns.b = [ns.b] %}{% endfor %}{{ ns.a == ns.b }}",
        "{% set ns = namespace(a=[], b=[]) %}{% for i in 'x' * 60 %}{% set ns.a = [ns.a, ns.a] %}{% set ns.b = [ns.b, ns.b] %}{% endfor %}{{ ns.a == ns.b }}",
        "{% set ns = namespace(a=[], b=[]) %}{% for i in 'x' * 60 %}{% set ns.a = [ns.a, ns.a] %}{% set ns.b = [ns.b, ns.b] %}{% endfor %}{{ ns.a < ns.b }}",
        "{% set ns = namespace(a=()) %}{% for i in 'x' * 60 %}{% set ns.a = (ns.a, ns.a) %}{% endfor %}{{ {ns.a: 1} }}",
        "{% set ns = namespace(a=()) %}{% for i in 'x' * 60 %}{% set ns.a = (ns.a, ns.a) %}{% endfor %}{{ {}[ns.a] }}",
        "{% set s = [1] * 2000 %}{% for i in 'x' * 100000 %}{% set _ = s|string|wordcount %}{% endfor %}",
        "{{ ('a' * 1000000)|regex_search('(.*a){100}x') }}",
        "{{ ('[' * 20000)|parse_json }}",
        // patterns
        "{{ 'a'|regex_search('(((((a{900}){900}){900}){900}){900})') }}"
      })
  void isStopped(String template) {
    stopped(template);
  }

  @Test
  void deepSourceIsStopped() {
    stopped("{{ " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + " }}");
    stopped("{{ " + "[".repeat(20_000) + "]".repeat(20_000) + " }}");
    stopped("{{ " + "{1:".repeat(12_000) + "1" + "}".repeat(12_000) + " }}");
    stopped("{{ " + "not ".repeat(12_000) + "1 }}");
    stopped("{{ " + "-".repeat(40_000) + "1 }}");
    stopped("{{ 1" + "+1".repeat(20_000) + " }}");
    stopped("{{ x" + ".x".repeat(20_000) + " }}");
    stopped("{{ x" + "|d".repeat(20_000) + " }}");
    stopped("{{ " + "1 if 1 else ".repeat(4_000) + "1 }}");
    stopped("{{ f" + "(f".repeat(12_000) + ")".repeat(12_000) + " }}");
    stopped("{% if 1 %}".repeat(2_000) + "{% endif %}".repeat(2_000));
    stopped("{{ 'a'|regex_search('" + "(".repeat(10_000) + ")".repeat(10_000) + "') }}");
  }

  @Test
  void anEndlessPatternGivesNone() {
    assertThat(render("{{ ('a' * 5000 ~ 'b')|regex_search('(?=(a+)+c)x') }}").display())
        .isEqualTo("None");
    assertThat(render("{{ ('a' * 5000 ~ 'b')|regex_replace('(?<!x)(a|aa)+$', '') }}").display())
        .isEqualTo("None");
  }

  @Test
  void searchingIsLinear() {
    String s = "{% set s = 'a' * 1000000 %}{% set n = 'a' * 500000 ~ 'b' %}";
    assertThat(
            render(
                    s
                        + "{{ n in s }}{{ s.find(n) }}{{ s.rfind(n) }}{{ s.count(n) }}{{ s.partition(n)[1] }}{{ s.replace(n, '')|length }}{{ s.split(n)|length }}")
                .display())
        .isEqualTo("False-1-1010000001");
    assertThat(
            render(
                    "{% set n = 'ab' * 20 %}{{ ('xx' ~ n ~ 'y' ~ n).find(n) }} {{ ('xx' ~ n ~ 'y' ~ n).rfind(n) }}")
                .display())
        .isEqualTo("2 43");
  }

  @Test
  void lengthsAreCountedInCodePoints() {
    Limits small = new Limits(20, 5, 1000, 1000, 10);
    Jinja j = new Jinja(NOON, small);
    assertThat(j.render("🔥".repeat(5), Map.of()).display()).isEqualTo("🔥".repeat(5));
    assertThat(j.render("🔥".repeat(6), Map.of()).display()).isEqualTo("🔥".repeat(5) + "..");
    assertThat(j.render("🔥".repeat(21), Map.of()).display())
        .isEqualTo("Template Error: Template exceeds length limit (21 > 20)");
    assertThat(
            new Jinja(NOON, Limits.DEFAULT.withOutputLength(3)).render("abcd", Map.of()).display())
        .isEqualTo("abc..");
  }

  @Test
  void whatIsCutAwayStillRuns() {
    assertThat(render("{{ 'x' * 60000 }}{{ 1 / 0 }}").display())
        .isEqualTo("Template Error: division by zero");
  }

  @Test
  void anyValueIsSurvived() {
    List<@Nullable Object> odd = new ArrayList<>();
    odd.add(new Object());
    odd.add(1);
    odd.add((short) 2);
    odd.add(3f);
    odd.add(BigInteger.TEN.pow(5000));
    odd.add(Map.of("immutable", 1));
    odd.add(List.of(1, 2));
    odd.add(null);
    for (Object value : odd) {
      for (String template :
          List.of(
              "{{ v }}",
              "{{ v.x }}",
              "{{ v[0] }}",
              "{{ v + 1 }}",
              "{{ v|tojson }}",
              "{{ v|sort }}",
              "{{ v.pop() }}",
              "{{ v.update(a=1) }}",
              "{{ v < 1 }}",
              "{{ v|string|upper }}",
              "{{ v == v }}")) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("v", value);
        assertThat(jinja.render(template, variables)).as(template).isNotNull();
      }
    }
  }
}
