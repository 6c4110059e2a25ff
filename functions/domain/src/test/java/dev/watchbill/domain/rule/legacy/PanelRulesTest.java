package dev.watchbill.domain.rule.legacy;

import static dev.watchbill.domain.rule.legacy.Panels.alerts;
import static dev.watchbill.domain.rule.legacy.Panels.condition;
import static dev.watchbill.domain.rule.legacy.Panels.dashboard;
import static dev.watchbill.domain.rule.legacy.Panels.panel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.legacy.PanelAlert.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec grafana-alerting §17.2. */
class PanelRulesTest {

  @Test
  void makesARuleOfAnAlert() {
    PanelRule rule = rules(Set.of(), panel(4, Map.of())).getFirst();

    assertThat(rule.folderUid()).isEqualTo("folder");
    assertThat(rule.group()).isEqualTo("dash/1m");
    assertThat(rule.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rule.title()).isEqualTo("CPU");
    assertThat(rule.condition()).isEqualTo("B");
    assertThat(rule.noDataState()).isEqualTo("NoData");
    assertThat(rule.execErrState()).isEqualTo("Alerting");
    assertThat(rule.pending()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rule.annotations())
        .isEqualTo(Map.of("message", "too hot", "__dashboardUid__", "dash", "__panelId__", "4"));
    assertThat(rule.labels()).isEqualTo(Map.of("team", "a", "__legacy_channels__", ",abc,one,"));
    assertThat(rule.data())
        .containsExactly(
            Map.of(
                "refId",
                "A",
                "queryType",
                "",
                "relativeTimeRange",
                Map.of("from", 300L, "to", 0L),
                "datasourceUid",
                "prom",
                "model",
                Map.of("refId", "A", "expr", "cpu", "intervalMs", 1000L, "maxDataPoints", 43200L)),
            Map.of(
                "refId",
                "B",
                "queryType",
                "",
                "relativeTimeRange",
                Map.of("from", 0L, "to", 0L),
                "datasourceUid",
                "__expr__",
                "model",
                Map.of(
                    "refId",
                    "B",
                    "type",
                    "classic_conditions",
                    "conditions",
                    List.of(
                        Map.of(
                            "type",
                            "query",
                            "query",
                            Map.of("params", List.of("A")),
                            "reducer",
                            Map.of("type", "avg", "params", List.of()),
                            "evaluator",
                            Map.of("type", "gt", "params", List.of(80L)),
                            "operator",
                            Map.of("type", "and"))),
                    "intervalMs",
                    1000L,
                    "maxDataPoints",
                    43200L)));
  }

  @Test
  void makesRulesThatAnybodyCouldHaveSent() {
    AlertRule rule = Panels.accepted(rules(Set.of(), panel(4, Map.of())).getFirst().toRule(true));

    assertThat(rule.paused()).isTrue();
    assertThat(rule.uid()).isEqualTo(PanelRules.uid("dash", 4));
    assertThat(rule.pendingFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rule.data()).hasSize(2);
    assertThat(rule.provenance()).isEqualTo(Provenance.NONE);
    LegacyAlert alert = LegacyAlert.of(rule, 60, 1, null, Map.of());
    assertThat(alert.name()).isEqualTo("CPU");
    assertThat(alert.message()).isEqualTo("too hot");
    assertThat(alert.state()).isEqualTo(AlertState.PAUSED);
    assertThat(alert.panelId()).isEqualTo(4);
    assertThat(LegacyAlert.dashboardUid(rule)).isEqualTo("dash");
    assertThat(alert.settings().get("frequency")).isEqualTo("1m");
    assertThat(alert.settings().get("for")).isEqualTo("5m");
    assertThat(alert.settings().get("noDataState")).isEqualTo("no_data");
    assertThat(alert.settings().get("executionErrorState")).isEqualTo("alerting");
    assertThat((List<?>) alert.settings().get("conditions")).hasSize(1);
  }

  @Test
  void asksOncePerQueryAndRange() {
    PanelRule rule =
        rules(
                Set.of(),
                panel(
                    1,
                    Map.of(
                        "conditions",
                        List.of(
                            condition("B", "10m", "now"),
                            condition("A", "5m", "now"),
                            condition("B", "10m", "now"),
                            condition("B", "10m", "now-1m")))))
            .getFirst();

    assertThat(rule.data())
        .extracting(node -> node.get("refId") + " " + node.get("datasourceUid"))
        .containsExactly("A graph", "B prom", "C graph", "D __expr__");
    assertThat(rule.condition()).isEqualTo("D");
    List<String> params = new ArrayList<>();
    for (Object each : Plain.list(Plain.object(rule.data().getLast(), "model"), "conditions")) {
      params.add(String.valueOf(Plain.object(Plain.of(each), "query").get("params")));
    }
    assertThat(params).containsExactly("[A]", "[B]", "[A]", "[C]");
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 10, dash/10s",
    "10s, 10, dash/10s",
    "11s, 20, dash/20s",
    "60s, 60, dash/1m",
    "90s, 90, dash/1m30s",
    "1d, 86400, dash/1d"
  })
  void roundsTheIntervalUp(String frequency, long seconds, String group) {
    PanelRule rule = rules(Set.of(), panel(1, Map.of("frequency", frequency))).getFirst();

    assertThat(rule.interval()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(rule.group()).isEqualTo(group);
  }

  @ParameterizedTest
  @CsvSource({
    "no_data, alerting, NoData, Alerting",
    "alerting, keep_state, Alerting, KeepLast",
    "keep_state, ok, KeepLast, OK",
    "ok, alerting, OK, Alerting"
  })
  void namesTheStatesAsRulesDo(String noData, String onError, String ofNoData, String ofError) {
    PanelRule rule =
        rules(Set.of(), panel(1, Map.of("noDataState", noData, "executionErrorState", onError)))
            .getFirst();

    assertThat(rule.noDataState()).isEqualTo(ofNoData);
    assertThat(rule.execErrState()).isEqualTo(ofError);
  }

  @Test
  void keepsNamesUnlessTheyMustBeUnique() {
    assertThat(rules(Set.of(), panel(1, Map.of()), panel(2, Map.of())))
        .extracting(PanelRule::title)
        .containsExactly("CPU", "CPU");
    assertThat(rules(Set.of("CPU", "CPU (panel 2)"), panel(1, Map.of()), panel(2, Map.of())))
        .extracting(PanelRule::title)
        .containsExactly("CPU (panel 1)", "CPU (panel 2) #2");
  }

  @Test
  void givesThePanelTheSameUidForever() {
    assertThat(PanelRules.uid("dash", 4)).isEqualTo(PanelRules.uid("dash", 4)).hasSize(25);
    assertThat(PanelRules.uid("dash", 4))
        .isNotEqualTo(PanelRules.uid("dash", 5))
        .isNotEqualTo(PanelRules.uid("other", 4));
  }

  @Test
  void writesTagsAsLabelsCanBe() {
    PanelRule rule =
        rules(
                Set.of(),
                panel(
                    1,
                    Map.of(
                        "notifications",
                        List.of(Map.of("uid", "gone")),
                        "alertRuleTags",
                        Map.of("my team", "b c", "1st", 5L))))
            .getFirst();

    // It names no channel that is there; the label still tells that it comes from a dashboard.
    assertThat(rule.labels())
        .isEqualTo(Map.of("my_team", "b c", "_st", "5", "__legacy_channels__", ","));
  }

  @ParameterizedTest
  @CsvSource({"0, A", "25, Z", "26, AA", "27, AB", "51, AZ", "52, BA"})
  void countsRefIds(int index, String refId) {
    assertThat(PanelRules.refId(index)).isEqualTo(refId);
  }

  @SafeVarargs
  private static List<PanelRule> rules(Set<String> taken, Map<String, Object>... panels) {
    return PanelRules.of(
        alerts(dashboard(panels)), "dash", "folder", taken, PanelRulesTest::channel);
  }

  private static @Nullable String channel(ChannelName name) {
    if (name.id() == 1) return "one";
    return name.uid().equals("abc") ? "abc" : null;
  }
}
