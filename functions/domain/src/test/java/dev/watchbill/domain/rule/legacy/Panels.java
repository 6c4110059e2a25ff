package dev.watchbill.domain.rule.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dashboards for tests. */
final class Panels {

  static final QuerySources SOURCES =
      new QuerySources(Set.of("prom", "graph"), Map.of("Graphite", "graph"), "prom");

  private Panels() {}

  /** A panel of two queries whose alert fires above 80. */
  static Map<String, Object> panel(long id, Map<String, Object> changes) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("name", "CPU");
    alert.put("message", "too hot");
    alert.put("frequency", "60s");
    alert.put("for", "5m");
    alert.put("handler", 1L);
    alert.put("noDataState", "no_data");
    alert.put("executionErrorState", "alerting");
    alert.put("notifications", List.of(Map.of("id", 1L), Map.of("uid", "abc")));
    alert.put("alertRuleTags", Map.of("team", "a"));
    alert.put("conditions", List.of(condition("A", "5m", "now")));
    alert.putAll(changes);
    alert.values().removeIf("absent"::equals);
    Map<String, Object> panel = new LinkedHashMap<>();
    panel.put("id", id);
    panel.put("title", "Panel title");
    panel.put(
        "targets",
        List.of(
            Map.of("refId", "A", "expr", "cpu"),
            Map.of("refId", "B", "target", "x", "datasource", "Graphite")));
    panel.put("alert", alert);
    return panel;
  }

  static Map<String, Object> condition(String refId, String from, String to) {
    return Map.of(
        "type",
        "query",
        "query",
        Map.of("params", List.of(refId, from, to)),
        "reducer",
        Map.of("type", "avg", "params", List.of()),
        "evaluator",
        Map.of("type", "gt", "params", List.of(80L)),
        "operator",
        Map.of("type", "and"));
  }

  @SafeVarargs
  static Map<String, Object> dashboard(Map<String, Object>... panels) {
    return Map.of("title", "Servers", "panels", List.of(panels));
  }

  static List<PanelAlert> alerts(Map<?, ?> dashboard) {
    return accepted(PanelAlerts.of(dashboard, SOURCES));
  }

  static <T> T accepted(Checked<T> read) {
    if (read instanceof Accepted<T>(T value)) return value;
    throw new AssertionError(read);
  }

  static List<String> reasons(Checked<?> read) {
    List<String> reasons = new ArrayList<>();
    if (read instanceof Checked.Refused<?> refused) {
      refused.flaws().forEach(flaw -> reasons.add(flaw.text()));
    }
    return reasons;
  }
}
