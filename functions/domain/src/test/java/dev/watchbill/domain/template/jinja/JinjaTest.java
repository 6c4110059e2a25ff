package dev.watchbill.domain.template.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door: what callers can rely on beyond the recorded rows. */
class JinjaTest {
  private final Jinja jinja =
      new Jinja(InstantSource.fixed(Instant.parse("2024-03-05T12:34:56.789Z")));

  private String render(String template) {
    return jinja.render(template, Map.of()).display();
  }

  @Test
  void timeIsTheInjectedOne() {
    assertThat(render("{{ time() }}")).isEqualTo("2024-03-05 12:34:56.789000+00:00");
    assertThat(render("{{ time()|datetimeformat_as_timezone('%H:%M %Z', 'america/new_york') }}"))
        .isEqualTo("07:34 EST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "ok", " OK \n", "True"})
  void truthyOutputs(String text) {
    assertThat(jinja.render(text, Map.of()).truthy()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "yes", "on", "ok.", "1 1", "{{ 1 / 0 }}", "{{ x.y }}"})
  void everythingElseIsFalse(String text) {
    assertThat(jinja.render(text, Map.of()).truthy()).isFalse();
  }

  @Test
  void checkFindsOnlyWhatIsWrongWithoutValues() {
    assertThat(jinja.check("{{ payload.a.b }}{% if x %}{{ y|upper }}{% endif %}")).isEmpty();
    assertThat(jinja.check("{{ 1 / 0 }}")).isEmpty();
    assertThat(jinja.check("{{ x|nope }}"))
        .hasValueSatisfying(f -> assertThat(f.message()).isEqualTo("No filter named 'nope'."));
    assertThat(jinja.check("{% if x %}"))
        .hasValueSatisfying(
            f -> {
              assertThat(f.kind()).isEqualTo(Rendered.Kind.SYNTAX);
              assertThat(f.display()).startsWith("Template Error: Unexpected end of template.");
            });
    assertThat(jinja.check("x".repeat(50_001)))
        .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo(Rendered.Kind.LIMIT));
  }

  @Test
  void anUnknownFilterOnlyFailsWhereItIsReached() {
    assertThat(render("{% if false %}{{ 1|nope }}{% endif %}ok")).isEqualTo("ok");
    assertThat(render("{{ 1|nope if false else 2 }}")).isEqualTo("2");
    assertThat(render("{% if true %}{{ 1|nope }}{% endif %}"))
        .isEqualTo("Template Error: No filter named 'nope' found.");
  }

  @Test
  void failuresSayWhatKindTheyAre() {
    assertThat(jinja.render("{{ range(3) }}", Map.of()))
        .isEqualTo(
            new Rendered.Failure(
                Rendered.Severity.ERROR, Rendered.Kind.SECURITY, "use of 'range' is restricted"));
    assertThat(jinja.render("{{ x.y }}", Map.of()))
        .isEqualTo(
            new Rendered.Failure(
                Rendered.Severity.WARNING, Rendered.Kind.RUNTIME, "'x' is undefined"));
  }

  @Test
  void templatesChangeTheContainersTheyAreGiven() {
    Map<String, Object> payload = new LinkedHashMap<>(Map.of("a", 1L));
    payload.put("l", new ArrayList<>(List.of(1L)));
    assertThat(
            jinja
                .render(
                    "{{ payload.pop('a') }}{{ payload.l.append(2) }}", Map.of("payload", payload))
                .display())
        .isEqualTo("1None");
    assertThat(payload).isEqualTo(Map.of("l", List.of(1L, 2L)));
  }

  @Test
  void variablesThemselvesAreNotTouched() {
    Map<String, Object> variables = new HashMap<>(Map.of("x", 1L));
    jinja.render("{% set x = 2 %}{% set y = 3 %}{{ x }}", variables);
    assertThat(variables).isEqualTo(Map.of("x", 1L));
  }

  @Test
  void renderingTwiceGivesTheSame() {
    String template =
        "{{ 'abcdefgh'|random }}{{ lipsum(n=2) }}{{ [3, 1, 2]|random }}{{ x.get }}{{ ''.join }}";
    assertThat(render(template)).isEqualTo(render(template));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__']['__mro__'] }}",
        "{{ (''|attr('__class__')).x }}",
        "{{ [].__class__.__base__ }}",
        "{{ dict.__init__.__globals__ }}",
        "{{ cycler.__init__.x }}",
        "{{ ''.format.__self__.x }}",
        "{{ '{0.__class__.__mro__}'.format('') }}",
        "{{ '{0[__class__][__mro__]}'.format('') }}",
        "{{ '{x.__class__.__mro__}'.format_map({'x': 1}) }}",
        "{{ ([1]|map('upper')).gi_frame.f_globals }}",
        "{{ ([{'a': ''}]|map(attribute='a.__class__.__mro__')|list) }}",
        "{{ [1]|map('attr', '__class__')|map('attr', '__mro__')|first + 1 }}"
      })
  void theSandboxHasNoDoor(String template) {
    assertThat(jinja.render(template, Map.of()))
        .isInstanceOfSatisfying(
            Rendered.Failure.class, f -> assertThat(f.message()).doesNotContain("java"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ x.getClass() }}",
        "{{ x.class }}",
        "{{ x.hashCode() }}",
        "{{ 'a'.getBytes() }}",
        "{{ ''.chars() }}",
        "{{ x.toString() }}"
      })
  void javaCannotBeSeen(String template) {
    String shown = jinja.render(template, Map.of("x", new HashMap<>())).display();
    assertThat(shown)
        .doesNotContain("java.")
        .satisfiesAnyOf(
            s -> assertThat(s).isEmpty(), s -> assertThat(s).startsWith("Template Warning: "));
  }

  @Test
  void pythonTextForOtherRooms() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("foo", List.of(1L, 1.0, true, "it's é", BigInteger.TEN.pow(20)));
    value.put("none", null);
    assertThat(PythonText.str(value))
        .isEqualTo("{'foo': [1, 1.0, True, \"it's é\", 100000000000000000000], 'none': None}");
    assertThat(PythonText.str("as it is")).isEqualTo("as it is");
    assertThat(PythonText.repr("it's")).isEqualTo("\"it's\"");
    assertThat(PythonText.json(value))
        .isEqualTo(
            "{\"foo\": [1, 1.0, true, \"it's \\u00e9\", 100000000000000000000], \"none\": null}");
  }

  @Test
  void backtrackingPatternsStillWork() {
    assertThat(
            render(
                "{{ 'foobar'|regex_search('(?<=foo)bar') }}{{ 'abab'|regex_match('(?P<x>ab)(?P=x)$') }}"))
        .isEqualTo("TrueTrue");
    assertThat(
            render(
                "{{ 'a\\n'|regex_search('a$') }}{{ 'žluť'|regex_search('\\\\bžl\\\\w+ť\\\\b') }}{{ '٣'|regex_match('\\\\d') }}"))
        .isEqualTo("TrueTrueTrue");
    assertThat(render("{{ 'x-y'|regex_replace('(?P<a_1>\\\\w)-(\\\\w)', '\\\\g<2>-\\\\g<a_1>') }}"))
        .isEqualTo("y-x");
  }
}
