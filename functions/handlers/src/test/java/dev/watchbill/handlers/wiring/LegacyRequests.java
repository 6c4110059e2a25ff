package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.with;

import dev.watchbill.handlers.wiring.GrafanaNegativeSuiteTest.Target;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writing requests of the legacy API without fault, and those with one fault deep inside; a
 * dashboard with an alert and a channel stand already.
 */
final class LegacyRequests {
  private final Map<String, Object> channel;
  private final Object number;
  private final Object uid;

  private LegacyRequests(Map<String, Object> channel, Object number, Object uid) {
    this.channel = channel;
    this.number = number;
    this.uid = uid;
  }

  static LegacyRequests of(TestDeployment deployment, String secret) {
    Map<String, Object> channel = new LinkedHashMap<>();
    channel.put("name", "channel");
    channel.put("type", "slack");
    channel.put("isDefault", true);
    channel.put("sendReminder", true);
    channel.put("frequency", "15m");
    channel.put("disableResolveMessage", false);
    channel.put("settings", Map.of("recipient", "#a"));
    channel.put("secureSettings", Map.of("url", "https://x.example/" + secret));
    Answer made = deployment.post("/api/alert-notifications", channel).is(200);
    deployment
        .post(
            "/api/datasources",
            Map.of("name", "prom", "type", "prometheus", "uid", "prom", "isDefault", true))
        .is(200);
    Map<String, Object> standing = dashboard("standing", null, alert(Map.of()));
    deployment.post("/api/dashboards/db", standing).is(200);
    // Every integration has its number from here on.
    deployment.get("/api/alert-notifications").is(200);
    return new LegacyRequests(
        channel, String.valueOf(made.at("id")), String.valueOf(made.at("uid")));
  }

  List<Target> right() {
    Map<String, Object> standing = dashboard("standing", 1L, alert(Map.of()));
    return List.of(
        new Target("POST", "/api/dashboards/db", dashboard("other", null, alert(Map.of()))),
        new Target("POST", "/api/dashboards/db", standing),
        new Target("POST", "/api/dashboards/import", imported("imported", List.of(INPUT))),
        new Target("POST", "/api/alerts/test", with(standing, "panelId", 1L)),
        new Target("POST", "/api/alerts/1/pause", Map.of("alertId", 1L, "paused", true)),
        new Target("POST", "/api/admin/pause-all-alerts", Map.of("paused", false)),
        new Target("POST", "/api/alert-notifications", with(channel, "name", "made")),
        // By its number, so that one that got another uid is still found.
        new Target("PUT", "/api/alerts-notifications/" + number, with(channel, "uid", uid)),
        new Target("PUT", "/api/alert-notifications/uid/" + uid, channel),
        new Target("POST", "/api/alerts-notifications/test", with(channel, "id", 1L)));
  }

  /** One member of a dashboard, a panel, an alert or its condition is this value. */
  List<Target> oneWrongInside(@Nullable Object value) {
    List<Map<String, Object>> dashboards = new ArrayList<>();
    Map<String, @Nullable Object> alert = alert(Map.of());
    for (String member : alert.keySet()) {
      dashboards.add(dashboard("standing", 1L, with(alert, member, value)));
    }
    for (String member : CONDITION.keySet()) {
      Object condition = with(CONDITION, member, value);
      dashboards.add(dashboard("standing", 1L, alert(Map.of("conditions", List.of(condition)))));
    }
    for (String member : List.of("id", "title", "alert", "targets", "datasource", "panels")) {
      dashboards.add(holding("standing", 1L, with(panel(alert), member, value)));
    }
    for (String member :
        List.of("id", "uid", "title", "tags", "version", "panels", "rows", "schemaVersion")) {
      Map<String, Object> whole = new LinkedHashMap<>(dashboard("standing", 1L, alert));
      if (whole.get("dashboard") instanceof Map<?, ?> content) {
        Map<String, @Nullable Object> wrong = new LinkedHashMap<>();
        content.forEach((name, each) -> wrong.put(String.valueOf(name), each));
        wrong.put(member, value);
        whole.put("dashboard", wrong);
      }
      dashboards.add(whole);
    }
    List<Target> targets = new ArrayList<>();
    targets.add(new Target("POST", "/api/dashboards/import", imported(value, List.of(INPUT))));
    for (String member : INPUT.keySet()) {
      Object inputs = List.of(with(INPUT, member, value));
      targets.add(new Target("POST", "/api/dashboards/import", imported("imported", inputs)));
    }
    for (Map<String, Object> each : dashboards) {
      targets.add(new Target("POST", "/api/dashboards/db", each));
      targets.add(new Target("POST", "/api/alerts/test", with(each, "panelId", 1L)));
    }
    return targets;
  }

  private static final Map<String, Object> INPUT =
      Map.of("name", "DS", "type", "datasource", "value", "prom");

  private static Map<String, @Nullable Object> imported(
      @Nullable Object title, @Nullable Object inputs) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("__inputs", List.of(Map.of("name", "DS", "type", "datasource")));
    content.put("uid", "imported");
    content.put("title", title);
    content.put("panels", List.of(Map.of("id", 1L, "datasource", "${DS}")));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("dashboard", content);
    body.put("inputs", inputs);
    body.put("overwrite", true);
    body.put("folderUid", "");
    body.put("folderId", 0L);
    return body;
  }

  private static final Map<String, Object> CONDITION =
      Map.of(
          "type", "query",
          "query", Map.of("params", List.of("A", "5m", "now")),
          "reducer", Map.of("type", "avg", "params", List.of()),
          "evaluator", Map.of("type", "gt", "params", List.of(80)),
          "operator", Map.of("type", "and"));

  private static Map<String, @Nullable Object> alert(Map<String, ?> more) {
    Map<String, @Nullable Object> alert = new LinkedHashMap<>();
    alert.put("name", "a");
    alert.put("message", "m");
    alert.put("frequency", "1m");
    alert.put("for", "5m");
    alert.put("handler", 1L);
    alert.put("enabled", true);
    alert.put("noDataState", "no_data");
    alert.put("executionErrorState", "alerting");
    alert.put("notifications", List.of(Map.of("id", 1L)));
    alert.put("alertRuleTags", Map.of("team", "a"));
    alert.put("conditions", List.of(CONDITION));
    alert.putAll(more);
    return alert;
  }

  private static Map<String, @Nullable Object> panel(Object alert) {
    Map<String, @Nullable Object> panel = new LinkedHashMap<>();
    panel.put("id", 1L);
    panel.put("targets", List.of(Map.of("refId", "A", "expr", "up")));
    panel.put("alert", alert);
    return panel;
  }

  private static Map<String, Object> dashboard(String uid, @Nullable Long id, Object alert) {
    return holding(uid, id, panel(alert));
  }

  private static Map<String, Object> holding(String uid, @Nullable Long id, Object panel) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("id", id);
    content.put("uid", uid);
    content.put("title", "dashboard " + uid);
    content.put("tags", List.of("t"));
    content.put("panels", List.of(panel));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("dashboard", content);
    body.put("overwrite", true);
    body.put("folderId", 0L);
    body.put("message", "m");
    return body;
  }
}
