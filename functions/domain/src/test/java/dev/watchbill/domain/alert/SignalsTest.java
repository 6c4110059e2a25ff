package dev.watchbill.domain.alert;

import static dev.watchbill.domain.alert.RulesFixture.JINJA;
import static dev.watchbill.domain.alert.RulesFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.IntegrationType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec oncall-behaviour §2, §3.4, §3.6 and §4.1. */
class SignalsTest {

  @ParameterizedTest
  @CsvSource({
    "True, true",
    "' ok\n', true",
    "1, true",
    "OK, true",
    "yes, false",
    "2, false",
    "'', false"
  })
  void signalsMustSayYes(String template, boolean holds) {
    // an empty override is the default, which says no here
    Signals signals =
        read(Map.of("resolve_signal", template, "acknowledge_signal", template), "{}");
    assertThat(signals.resolve()).isEqualTo(holds);
    assertThat(signals.acknowledge()).isEqualTo(holds);
  }

  @Test
  void anEmptyOverrideIsTheDefault() {
    assertThat(read(Map.of("grouping_key", ""), "{'alert_uid':'u'}").groupingKey()).isEqualTo("u");
    assertThat(read(Map.of("grouping_key", " "), "{'alert_uid':'u'}").groupingKey()).isEqualTo(" ");
  }

  @Test
  void failuresAreNoSignalsButAVisibleTitle() {
    Map<String, String> broken =
        Map.of(
            "grouping_key", "{{ payload.a.b }}",
            "resolve_signal", "{{ payload.a.b }}",
            "acknowledge_signal", "{% if %}",
            "web.title", "{{ payload.a.b }}");
    Signals signals = read(broken, "{}");
    assertThat(signals.groupingKey()).isNull();
    assertThat(signals.resolve()).isFalse();
    assertThat(signals.acknowledge()).isFalse();
    assertThat(signals.title()).startsWith("Template Warning: ");
  }

  @Test
  void templatesSeeWhatTheOnesBeforeThemDid() {
    Map<String, String> overrides =
        Map.of(
            "web.title", "{{ payload.pop('title') }}",
            "grouping_key", "{{ payload.title }}|{{ payload.alert_uid }}");
    Object payload = payload("{'title':'t','alert_uid':'u'}");
    assertThat(
            Signals.read(JINJA, IntegrationType.FORMATTED_WEBHOOK, overrides, payload, null)
                .groupingKey())
        .isEqualTo("|u");
    assertThat(payload)
        .as("the caller's payload is not touched")
        .isEqualTo(payload("{'title':'t','alert_uid':'u'}"));
  }

  @Test
  void labelsAreThereIfTheFeatureIsOn() {
    Map<String, String> overrides = Map.of("grouping_key", "{{ labels.env }}");
    assertThat(
            Signals.read(JINJA, IntegrationType.WEBHOOK, overrides, Map.of(), Map.of("env", "prod"))
                .groupingKey())
        .isEqualTo("prod");
    assertThat(
            Signals.read(
                    JINJA,
                    IntegrationType.WEBHOOK,
                    Map.of("grouping_key", "{{ labels is none }}"),
                    Map.of(),
                    null)
                .groupingKey())
        .isEqualTo("True");
  }

  @Test
  void theKeptTitleIsNotCutAt500() {
    assertThat(read(Map.of(), "{'title':'" + "t".repeat(600) + "'}").title()).hasSize(600);
  }

  @Test
  void distinctionsAreMd5OfTheKeyOrRandom() {
    assertThat(Distinction.of("x", "r1")).isEqualTo("9dd4e461268c8034f5c8564e155c67a6");
    assertThat(Distinction.of("x", "r1")).isEqualTo(Distinction.of("x", "r2"));
    assertThat(Distinction.of("x ", "r1")).isNotEqualTo(Distinction.of("x", "r1"));
    assertThat(Distinction.of("", "r1")).isNotEqualTo(Distinction.of("", "r2"));
    assertThat(Distinction.of(null, "r1")).isNotEqualTo(Distinction.of(null, "r2"));
    assertThat(Distinction.ofDemo("x", "r1")).isNotEqualTo(Distinction.ofDemo("x", "r2"));
    assertThat(Distinction.ofDemo("x", "r1")).hasSize(32);
  }

  private static Signals read(Map<String, String> overrides, String payload) {
    return Signals.read(
        JINJA, IntegrationType.FORMATTED_WEBHOOK, overrides, payload(payload), null);
  }
}
