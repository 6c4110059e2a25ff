package dev.watchbill.domain.alert;

import static dev.watchbill.domain.alert.RulesFixture.JINJA;
import static dev.watchbill.domain.alert.RulesFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertLabels.Sources;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Spec oncall-behaviour §3.7. */
class AlertLabelsTest {

  @Test
  void laterSourcesWin() {
    assertThat(
            labels(
                new Sources(
                    fixed("a", "fixed", "b", "fixed", "c", "fixed"),
                    List.of(new Label("b", "{{ payload.x }}"), new Label("c", "dynamic")),
                    "{\"c\": \"multi\"}"),
                "{'x':'dynamic'}"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "fixed", "b", "dynamic", "c", "multi"));
  }

  @Test
  void whatFailsOrSaysNothingIsLeftOut() {
    assertThat(
            labels(
                new Sources(
                    fixed("long", "x".repeat(201), "edge", "x".repeat(200), "", "empty key"),
                    List.of(
                        new Label("fails", "{{ payload.a.b }}"),
                        new Label("none", "{{ payload.get('a') }}"),
                        new Label("spaced", " NONE "),
                        new Label("empty", "{{ payload.a }}"),
                        new Label("k".repeat(201), "long key")),
                    null),
                "{}"))
        .containsOnlyKeys("edge");
  }

  @Test
  void aFailingLabelKeepsTheOneItWouldReplace() {
    assertThat(
            labels(
                new Sources(fixed("a", "fixed"), List.of(new Label("a", "{{ payload.x.y }}")), ""),
                "{}"))
        .containsEntry("a", "fixed");
  }

  @Test
  void theMultiTemplateGivesAnObjectOfPlainValues() {
    assertThat(
            labels(
                multi(
                    "{\"s\": \"t\", \"i\": 5, \"f\": 1.5, \"b\": true, \"n\": null, \"l\": [1],"
                        + " \"o\": {}, \"team\": \"{{ payload.team }}\"}"),
                "{'team':'db'}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("s", "t", "i", "5", "f", "1.5", "b", "True", "team", "db"));
    assertThat(labels(multi("not json"), "{}")).isEmpty();
    assertThat(labels(multi("[1]"), "{}")).isEmpty();
    assertThat(labels(multi("{{ payload.a.b }}"), "{}")).isEmpty();
  }

  @Test
  void grafanaAlertingNamesTheService() {
    List<Label> automatic = AlertLabels.automatic(IntegrationType.GRAFANA_ALERTING);
    Sources sources = new Sources(List.of(), automatic, null);
    assertThat(labels(sources, "{'commonLabels':{'service_name':'shop'}}"))
        .containsEntry("service_name", "shop");
    assertThat(labels(sources, "{'commonLabels':{}}")).isEmpty();
    assertThat(labels(sources, "{}")).isEmpty();
    assertThat(AlertLabels.automatic(IntegrationType.WEBHOOK)).isEmpty();
  }

  @Test
  void aGroupKeepsTheFirstFifteenByKey() {
    Map<String, String> many = new HashMap<>();
    for (int i = 10; i < 40; i++) {
      many.put("k" + i, "v");
    }
    assertThat(AlertLabels.ofGroup(many).keySet())
        .hasSize(15)
        .startsWith("k10", "k11")
        .endsWith("k24");
  }

  private static List<Label> fixed(String... pairs) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.add(new Label(pairs[i], pairs[i + 1]));
    }
    return labels;
  }

  private static Sources multi(@Nullable String template) {
    return new Sources(List.of(), List.of(), template);
  }

  private static Map<String, String> labels(Sources sources, String payload) {
    return AlertLabels.of(JINJA, sources, payload(payload), PlainJson::read);
  }
}
