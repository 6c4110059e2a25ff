package dev.watchbill.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that make an alerting configuration with something of everything, and with names and
 * values that are special in paths, in files and in Terraform.
 */
final class AlertingSample {
  private static final String BASE = "/api/v1/provisioning/";
  private static final String SECRET = "https://hooks.example/T0/s3cret$1";

  static final List<String> GROUPS =
      List.of(
          "folder/ops-1/rule-groups/every%20minute",
          "folder/ops-1/rule-groups/a%2Fb%20%22%C3%BC", "folder/db-2/rule-groups/recorded");

  /** What is sent, and how it is answered. */
  record Request(String method, String path, Map<String, ?> body, int status) {}

  private final List<Request> requests = new ArrayList<>();

  static List<Request> requests() {
    AlertingSample sample = new AlertingSample();
    sample.all();
    return List.copyOf(sample.requests);
  }

  private void put(String path, Map<String, ?> body, int status) {
    requests.add(new Request("PUT", BASE + path, body, status));
  }

  private void post(String path, Map<String, ?> body, int status) {
    requests.add(new Request("POST", BASE + path, body, status));
  }

  private void all() {
    folder("ops-1", "Operations / \\\"ü\" $x", "");
    folder("db-2", "Databases", "ops-1");
    put("templates/title", Map.of("template", "{{ .Status }}: {{ .Receiver }}"), 202);
    put("templates/a%2Fb", Map.of("template", "{{ define \"x\" }}y{{ end }}"), 202);
    Map<String, Object> nights =
        Map.of(
            "weekdays", List.of("monday:friday"),
            "times", List.of(Map.of("start_time", "22:00", "end_time", "24:00")),
            "days_of_month", List.of("1:7", "-1"),
            "months", List.of("january:march"),
            "years", List.of("2026:2030"),
            "location", "Europe/Berlin");
    timing("nights", nights, Map.of());
    timing("work / \"ü\" ${x}");
    point("ops-slack", "ops / \"ü\"", "slack", Map.of("url", SECRET, "recipient", "#ops"));
    point("ops-mail", "ops / \"ü\"", "email", Map.of("addresses", "a@x.example", "own", false));
    point(
        "hook-1",
        "hook",
        "webhook",
        Map.of(
            "url", "https://x.example/${y}",
            "password", "s3cret-password",
            "username", "u",
            "maxAlerts", 0,
            "tlsConfig", Map.of("clientKey", "s3cret-key", "insecureSkipVerify", false)));
    Map<String, Object> deep =
        Map.of(
            "receiver",
            "hook",
            "object_matchers",
            List.of(List.of("team", "=~", "a|b$"), List.of("severity", "!=", "info")),
            "continue",
            true,
            "mute_time_intervals",
            List.of("nights"),
            "active_time_intervals",
            List.of("work / \"ü\" ${x}"),
            "group_wait",
            "0s");
    Map<String, Object> old =
        Map.of("match", Map.of("a", "b"), "match_re", Map.of("c", "d.*"), "group_interval", "7m");
    put(
        "policies",
        Map.of(
            "receiver",
            "ops / \"ü\"",
            "group_by",
            List.of("alertname"),
            "repeat_interval",
            "12h",
            "routes",
            List.of(Map.of("matchers", List.of("a=\"b\""), "routes", List.of(deep)), old)),
        202);
    put(GROUPS.get(0), group(60, alerting("cpu"), alerting("disk")), 200);
    put(GROUPS.get(1), group(300, sparse("memory"), alerting("cpu")), 200);
    put(GROUPS.get(2), group(5_400, recording("rate")), 200);
  }

  private void folder(String uid, String title, String parent) {
    requests.add(
        new Request(
            "POST", "/api/folders", Map.of("uid", uid, "title", title, "parentUid", parent), 200));
  }

  @SafeVarargs
  private void timing(String name, Map<String, Object>... intervals) {
    post("mute-timings", Map.of("name", name, "time_intervals", List.of(intervals)), 201);
  }

  private void point(String uid, String name, String type, Map<String, ?> settings) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("uid", uid);
    body.put("name", name);
    body.put("type", type);
    body.put("settings", settings);
    body.put("disableResolveMessage", type.equals("slack"));
    post("contact-points", body, 202);
  }

  @SafeVarargs
  private static Map<String, ?> group(int interval, Map<String, ?>... rules) {
    return Map.of("interval", interval, "rules", List.of(rules));
  }

  /** A rule with everything that one can have. */
  private static Map<String, ?> alerting(String title) {
    Map<String, Object> rule = sparse(title);
    rule.put("noDataState", "KeepLast");
    rule.put("for", "1h5m0s");
    rule.put("keep_firing_for", "2d");
    rule.put("missingSeriesEvalsToResolve", 4);
    rule.put("isPaused", title.equals("disk"));
    rule.put("labels", Map.of("team", "a", "${x}", "$$y"));
    rule.put(
        "annotations",
        Map.of(
            "summary",
            "{{ $labels.instance }} is ü\n$values",
            "__dashboardUid__",
            "dash",
            "__panelId__",
            "4"));
    rule.put(
        "notification_settings",
        Map.of(
            "receiver",
            "hook",
            "group_by",
            List.of("alertname", "grafana_folder", "team"),
            "group_wait",
            "30s",
            "group_interval",
            "5m",
            "repeat_interval",
            "1d",
            "mute_time_intervals",
            List.of("nights")));
    return rule;
  }

  private static Map<String, ?> recording(String title) {
    Map<String, Object> rule = sparse(title);
    rule.put("record", Map.of("metric", "job:rate", "from", "A", "target_datasource_uid", "prom"));
    return rule;
  }

  /** A rule with what it must have. */
  private static Map<String, Object> sparse(String title) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("title", title);
    rule.put("condition", "C");
    rule.put("noDataState", "NoData");
    rule.put("execErrState", "OK");
    rule.put(
        "data",
        List.of(
            Map.of(
                "refId",
                "A",
                "datasourceUid",
                "prom",
                "queryType",
                "range",
                "relativeTimeRange",
                Map.of("from", 600, "to", 60),
                "model",
                Map.of(
                    "expr",
                    "rate(up[$__interval]) == 0",
                    "maxDataPoints",
                    100,
                    "deep",
                    List.of(1.5, 2, 1e300, 12_345_678_901L, Map.of(), true))),
            Map.of("refId", "C", "datasourceUid", "__expr__", "model", Map.of("type", "math"))));
    return rule;
  }
}
