package dev.watchbill.domain.integration;

import static dev.watchbill.domain.alert.RulesFixture.JINJA;
import static dev.watchbill.domain.alert.RulesFixture.payload;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Route.RoutingType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec oncall-behaviour §5. */
class RouteMatchTest {

  private static final List<RouteRule> ROUTES =
      List.of(
          rule("0", RoutingType.REGEX, "\"severity\": \"critical\""),
          rule("1", RoutingType.JINJA2, "{{ payload.team == \"db\" }}"));

  @ParameterizedTest
  @CsvSource(
      nullValues = "default",
      delimiter = '|',
      value = {
        "{'severity':'critical','team':'db'}|0",
        "{'team':'db'}|1",
        "{'severity':'Critical'}|default",
        "[1, 2]|default",
        "'text'|default",
      },
      quoteCharacter = '`')
  void firstMatchInOrderWins(String body, @Nullable String route) {
    assertThat(RouteMatch.first(ROUTES, JINJA, payload(body), null).map(RouteRule::id).orElse(null))
        .isEqualTo(route);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"severity\":\"critical\"|false", // no blank after the colon: never in the text
        "critical|true",
        "^\\{|true",
        "münchen|false", // the text is escaped before the search
        "m\\\\u00fcnchen|true",
        "\\d+|true",
        "(?i)CRITICAL|true",
        "(?P<sev>crit)ical|true",
        "\\}\\Z|true",
        "cri{,1}t|true",
        "crit{2,}|false",
        "a\\_b|true",
        "^(?!.*warning)|true",
        "^(?!.*critical)|false",
        "(?<=\"n\": )12|true",
        "(|false", // does not compile
        "*|false",
        "|true", // an empty pattern is found everywhere
      })
  void patternsSearchTheJsonText(String term, boolean matches) {
    Object body = payload("{'severity':'critical','city':'m\u00fcnchen','n':12,'x':'a_b'}");
    String pattern = term == null ? "" : term;
    assertThat(rule("r", RoutingType.REGEX, pattern).matches(JINJA, body, null)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{ payload.team }}|false", // the text db is not a yes
        "{{ payload.ok }}|true",
        "{{ payload.one }}|true",
        "{{ payload.a.b.c }}|false", // fails
        "{% if %}|false", // does not parse
        "{{ labels.env == 'prod' }}|true",
        "' True '|true",
      })
  void templatesMustSayYes(String term, boolean matches) {
    Object body = payload("{'team':'db','ok':'Ok','one':1}");
    assertThat(rule("r", RoutingType.JINJA2, term).matches(JINJA, body, Map.of("env", "prod")))
        .isEqualTo(matches);
  }

  @Test
  void labelRoutesNeedAllTheirLabels() {
    RouteRule both =
        new RouteRule("r", RoutingType.LABELS, null, Map.of("env", "prod", "team", "db"));
    Object body = payload("{}");
    assertThat(both.matches(JINJA, body, Map.of("env", "prod", "team", "db", "x", "y"))).isTrue();
    assertThat(both.matches(JINJA, body, Map.of("env", "prod"))).isFalse();
    assertThat(both.matches(JINJA, body, Map.of("env", "prod", "team", "web"))).isFalse();
    assertThat(both.matches(JINJA, body, null)).as("labels feature off").isFalse();
    assertThat(
            new RouteRule("r", RoutingType.LABELS, null, Map.of()).matches(JINJA, body, Map.of()))
        .as("asks for nothing")
        .isFalse();
  }

  @Test
  void aRouteWithoutTermMatchesNothing() {
    assertThat(rule("r", RoutingType.REGEX, null).matches(JINJA, payload("{}"), null)).isFalse();
    assertThat(rule("r", RoutingType.JINJA2, null).matches(JINJA, payload("{}"), null)).isFalse();
  }

  @Test
  void aTemplateCannotChangeWhatTheNextRouteSees() {
    List<RouteRule> routes =
        List.of(
            rule("0", RoutingType.JINJA2, "{{ payload.pop('team') == 'x' }}"),
            rule("1", RoutingType.JINJA2, "{{ payload.team == 'db' }}"));
    assertThat(RouteMatch.first(routes, JINJA, payload("{'team':'db'}"), null))
        .map(RouteRule::id)
        .contains("1");
  }

  @Test
  void anEvilPatternIsLinear() {
    Object body = Map.of("a", "a".repeat(50_000) + "!");
    assertThat(rule("r", RoutingType.REGEX, "(a+)+$").matches(JINJA, body, null)).isFalse();
  }

  @Test
  void anEvilPatternThatNeedsBacktrackingIsStopped() {
    Object body = Map.of("a", "a".repeat(5_000) + "!");
    assertThat(rule("r", RoutingType.REGEX, "(?=x)?(a+)+$").matches(JINJA, body, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a-", "a{2,1}", "*a"})
  void brokenPatternsAreNotStored(String term) {
    assertThat(RouteRule.problem(RoutingType.REGEX, term, JINJA)).isPresent();
  }

  @Test
  void termsAreCheckedByKind() {
    assertThat(RouteRule.problem(RoutingType.REGEX, "a|b", JINJA)).isEmpty();
    assertThat(RouteRule.problem(RoutingType.REGEX, null, JINJA)).isEmpty();
    assertThat(RouteRule.problem(RoutingType.JINJA2, "{{ payload.a.b }}", JINJA)).isEmpty();
    assertThat(RouteRule.problem(RoutingType.JINJA2, "{{ payload", JINJA)).isPresent();
    assertThat(RouteRule.problem(RoutingType.REGEX, "a".repeat(1024), JINJA)).isEmpty();
    assertThat(RouteRule.problem(RoutingType.REGEX, "a".repeat(1025), JINJA)).isPresent();
  }

  private static RouteRule rule(String id, RoutingType kind, @Nullable String term) {
    return new RouteRule(id, kind, term, Map.of());
  }

  /** A payload of megabytes takes the route that its beginning takes. */
  @Test
  void aLongPayloadIsSearchedFromItsBeginning() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) many.add(Map.of("host", "node-" + i, "text", "ü\"x\n"));
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("severity", "critical");
    payload.put("alerts", many);
    payload.put("last", "unseen");
    assertThat(rule("r", RoutingType.REGEX, "critical.*node-77\\b").matches(JINJA, payload, null))
        .isTrue();
    assertThat(rule("r", RoutingType.REGEX, "unseen").matches(JINJA, payload, null)).isFalse();
  }

  @Test
  void theBeginningOfAValueIsAsLongAsAskedFor() {
    Random random = new Random(20_260_403);
    for (int i = 0; i < 2_000; i++) {
      Object value = value(random, 4);
      String whole = text(value);
      // a comma more is counted for each list and object
      assertThat(Beginning.of(value, 2 * whole.length())).isSameAs(value);
      int asked = random.nextInt(whole.length() + 1);
      Object beginning = Beginning.of(value, asked);
      // the longest thing that is not cut is a key and its signs
      assertThat(text(beginning).length()).as("round %d", i).isLessThanOrEqualTo(asked + 40);
      if (value instanceof String text) assertThat(text).startsWith(String.valueOf(beginning));
    }
  }

  private static String text(@Nullable Object value) {
    return JINJA.render("{{ v | json_dumps }}", singletonMap("v", value)).display();
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> null;
      case 1 -> random.nextInt(1_000) * 1L;
      case 2 -> "ab\"\\\n\u00fc\uD83D\uDD25".repeat(random.nextInt(3));
      case 3 -> random.nextBoolean();
      case 4 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int n = random.nextInt(5); n > 0; n--) list.add(value(random, depth - 1));
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int n = random.nextInt(5); n > 0; n--) map.put("k" + n, value(random, depth - 1));
        yield map;
      }
    };
  }
}
