package dev.watchbill.domain.rule.legacy;

import static dev.watchbill.domain.rule.legacy.Panels.SOURCES;
import static dev.watchbill.domain.rule.legacy.Panels.alerts;
import static dev.watchbill.domain.rule.legacy.Panels.condition;
import static dev.watchbill.domain.rule.legacy.Panels.dashboard;
import static dev.watchbill.domain.rule.legacy.Panels.panel;
import static dev.watchbill.domain.rule.legacy.Panels.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.watchbill.domain.rule.legacy.PanelAlert.ChannelName;
import dev.watchbill.domain.rule.legacy.PanelAlert.NoData;
import dev.watchbill.domain.rule.legacy.PanelAlert.OnError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spec grafana-alerting §16.7. */
class PanelAlertsTest {

  @Test
  void readsAllOfAnAlert() {
    assertThat(alerts(dashboard(panel(4, Map.of()))))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.panelId()).isEqualTo(4);
              assertThat(alert.name()).isEqualTo("CPU");
              assertThat(alert.message()).isEqualTo("too hot");
              assertThat(alert.handler()).isEqualTo(1);
              assertThat(alert.frequency()).isEqualTo(Duration.ofMinutes(1));
              assertThat(alert.pending()).isEqualTo(Duration.ofMinutes(5));
              assertThat(alert.noData()).isEqualTo(NoData.NO_DATA);
              assertThat(alert.onError()).isEqualTo(OnError.ALERTING);
              assertThat(alert.channels())
                  .containsExactly(new ChannelName(1, ""), new ChannelName(0, "abc"));
              assertThat(alert.tags()).isEqualTo(Map.of("team", "a"));
              assertThat(alert.conditions())
                  .singleElement()
                  .satisfies(
                      condition -> {
                        assertThat(condition.query().refId()).isEqualTo("A");
                        assertThat(condition.query().from()).isEqualTo(Duration.ofMinutes(5));
                        assertThat(condition.query().to()).isZero();
                        assertThat(condition.query().source()).isEqualTo("prom");
                      });
            });
  }

  @Test
  void findsPanelsInRowsAndInCollapsedRows() {
    Map<String, Object> inRows =
        Map.of("rows", List.of(Map.of("panels", List.of(panel(1, Map.of()))), Map.of()));
    Map<String, Object> collapsed =
        Map.of("id", 9L, "type", "row", "collapsed", true, "panels", List.of(panel(2, Map.of())));
    Map<String, Object> graph = Map.of("id", 8L, "type", "graph");

    assertThat(alerts(inRows)).extracting(PanelAlert::panelId).containsExactly(1L);
    assertThat(alerts(dashboard(graph, collapsed, panel(3, Map.of()))))
        .extracting(PanelAlert::panelId)
        .containsExactly(2L, 3L);
  }

  @Test
  void takesWhatTheOriginalTakesForGranted() {
    PanelAlert alert =
        alerts(
                dashboard(
                    panel(
                        1,
                        Map.of(
                            "name", "absent",
                            "message", "absent",
                            "for", "absent",
                            "handler", "absent",
                            "noDataState", "absent",
                            "executionErrorState", "absent",
                            "notifications", "absent",
                            "alertRuleTags", "absent"))))
            .getFirst();

    assertThat(alert.name()).isEqualTo("Panel title");
    assertThat(alert.message()).isEmpty();
    assertThat(alert.pending()).isZero();
    assertThat(alert.noData()).isEqualTo(NoData.NO_DATA);
    assertThat(alert.onError()).isEqualTo(OnError.ALERTING);
    assertThat(alert.channels()).isEmpty();
    assertThat(alert.tags()).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotEnabled() {
    assertThat(alerts(dashboard(panel(1, Map.of("enabled", false, "frequency", ""))))).isEmpty();
    assertThat(alerts(dashboard(panel(1, Map.of("enabled", true))))).hasSize(1);
  }

  @Test
  void asksTheDataSourceOfTheQueryThenOfThePanelThenTheStandardOne() {
    Map<String, Object> ofQuery =
        panel(1, Map.of("conditions", List.of(condition("B", "5m", "now"))));
    Map<String, Object> ofPanel = panel(2, Map.of());
    ofPanel.put("datasource", Map.of("uid", "graph", "type", "graphite"));
    Map<String, Object> standard = panel(3, Map.of());

    assertThat(alerts(dashboard(ofQuery, ofPanel, standard)))
        .extracting(alert -> alert.conditions().getFirst().query().source())
        .containsExactly("graph", "graph", "prom");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            Map.of("frequency", "60"), "\"evaluate every\" field could not be parsed PanelId: 7"),
        arguments(
            Map.of("frequency", 60L), "\"evaluate every\" field could not be parsed PanelId: 7"),
        arguments(
            Map.of("frequency", "0s"), "\"evaluate every\" cannot be zero or below PanelId: 7"),
        arguments(Map.of("for", "-5m"), "Could not parse for field PanelId: 7"),
        arguments(Map.of("conditions", List.of()), "Alert is missing conditions PanelId: 7"),
        arguments(Map.of("conditions", "none"), "Alert is missing conditions PanelId: 7"),
        arguments(
            Map.of("conditions", List.of(Map.of("type", "math"))),
            "Unknown alert condition: math PanelId: 7"),
        arguments(
            Map.of("conditions", List.of("no object")), "Unknown alert condition:  PanelId: 7"),
        arguments(
            Map.of("conditions", List.of(condition("Z", "5m", "now"))),
            "Alert on PanelId: 7 refers to query(Z) that cannot be found PanelId: 7"),
        arguments(
            Map.of("conditions", List.of(condition("A", "soon", "now"))),
            "the end \"from\" of a query could not be parsed: soon PanelId: 7"),
        arguments(
            Map.of("conditions", List.of(condition("A", "5m", "now-5m"))),
            "query(A) ends before it begins PanelId: 7"),
        arguments(Map.of("noDataState", "fine"), "Unknown noDataState: fine PanelId: 7"),
        arguments(
            Map.of("executionErrorState", "no_data"),
            "Unknown executionErrorState: no_data PanelId: 7"),
        arguments(
            Map.of("notifications", List.of(Map.of("name", "x"))),
            "A notification names neither an id nor a uid PanelId: 7"),
        arguments(
            Map.of("alertRuleTags", Map.of("t", "x".repeat(101))),
            "Invalid tags, must be less than 100 characters PanelId: 7"),
        arguments(Map.of("name", "x".repeat(191)), "a name has at most 190 characters PanelId: 7"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhatIsWrong(Map<String, Object> changes, String reason) {
    assertThat(reasons(PanelAlerts.of(dashboard(panel(7, changes)), SOURCES)))
        .containsExactly(reason);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThat(
            reasons(
                PanelAlerts.of(
                    dashboard(
                        panel(1, Map.of("frequency", "x", "for", "5")),
                        panel(2, Map.of("conditions", List.of()))),
                    SOURCES)))
        .hasSize(3);
  }

  @Test
  void refusesPanelsThatCannotBeToldApart() {
    Map<String, Object> nameless = panel(1, Map.of());
    nameless.put("id", "one");

    assertThat(reasons(PanelAlerts.of(dashboard(nameless), SOURCES)))
        .containsExactly("A numeric panel id property is missing");
    assertThat(reasons(PanelAlerts.of(dashboard(panel(0, Map.of())), SOURCES)))
        .containsExactly("Panel id is not correct, alertName=CPU, panelId=0 PanelId: 0");
    assertThat(reasons(PanelAlerts.of(dashboard(panel(1, Map.of()), panel(1, Map.of())), SOURCES)))
        .containsExactly("Panel id is used twice PanelId: 1");
  }

  @Test
  void refusesAQueryWhoseDataSourceIsNotThere() {
    Map<String, Object> panel = panel(1, Map.of());
    panel.put("datasource", "Nothing");

    assertThat(reasons(PanelAlerts.of(dashboard(panel), SOURCES)))
        .containsExactly(
            "Data source used by alert rule not found, alertName=CPU, datasource=Nothing PanelId: 1");
    assertThat(
            reasons(
                PanelAlerts.of(
                    dashboard(panel(1, Map.of())), new QuerySources(Set.of(), Map.of(), null))))
        .containsExactly(
            "Data source used by alert rule not found, alertName=CPU, datasource= PanelId: 1");
  }

  @Test
  void namesItsLimits() {
    @SuppressWarnings("unchecked")
    Map<String, Object>[] many =
        IntStream.rangeClosed(1, 5_000).mapToObj(id -> panel(id, Map.of())).toArray(Map[]::new);
    assertThat(reasons(PanelAlerts.of(dashboard(many), SOURCES)))
        .containsExactly("a dashboard has at most 100 alerts");
    Map<String, Object> deep = panel(1, Map.of());
    for (int i = 0; i < 100; i++) deep = Map.of("collapsed", true, "panels", List.of(deep));
    assertThat(reasons(PanelAlerts.of(dashboard(deep), SOURCES)))
        .containsExactly("rows are nested at most 10 deep");
  }

  @Test
  void readsAnythingWithoutFailing() {
    for (Object odd : new Object[] {1L, "x", true, List.of(1L), Map.of("a", 1L)}) {
      assertThat(alerts(Map.of("rows", odd, "panels", odd))).isEmpty();
      assertThat(alerts(Map.of("panels", List.of(odd)))).isEmpty();
      for (String name :
          List.of("frequency", "for", "conditions", "notifications", "alertRuleTags", "handler")) {
        assertThat(PanelAlerts.of(dashboard(panel(1, Map.of(name, odd))), SOURCES)).isNotNull();
      }
    }
  }
}
