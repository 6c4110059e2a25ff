package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole alerting configuration is made, read, deleted, and made again from what was read. */
class AlertingConfigurationTest extends Scenario {
  private static final String BASE = "/api/v1/provisioning/";
  private static final String SECRET = "https://hooks.example/T0/s3cret";
  private static final String EMAIL = "grafana-default-email";

  private static final List<String> LISTS =
      List.of("alert-rules", "contact-points", "policies", "mute-timings", "templates");

  private static final List<String> GROUPS =
      List.of(
          "folder/ops-1/rule-groups/every%20minute", "folder/ops-1/rule-groups/a%2Fb%20%22%C3%BC");

  /** What the server gives anew whenever something is made. */
  private static final List<String> ANEW = List.of("id", "updated");

  @Test
  void isIdenticalWhenMadeAgainFromWhatWasRead() {
    Map<String, @Nullable Object> fresh = configuration();
    ask("POST", "/api/folders", Map.of("title", "Operations", "uid", "ops-1"), 200);
    make();
    Map<String, @Nullable Object> before = configuration();
    Map<String, @Nullable Object> groups = new LinkedHashMap<>();
    for (String group : GROUPS) groups.put(group, ask("GET", BASE + group, null, 200));
    assertThat(Json.write(before)).contains("[REDACTED]").doesNotContain("s3cret");

    delete(before);
    assertThat(configuration()).as("nothing is left").isEqualTo(fresh);

    again(before, groups);
    assertThat(configuration()).isEqualTo(before);
    for (String group : GROUPS) {
      assertThat(kept(ask("GET", BASE + group, null, 200))).isEqualTo(kept(groups.get(group)));
    }
    Map<String, @Nullable Object> same = configuration();
    again(before, groups);
    assertThat(configuration()).as("written over itself").isEqualTo(same);
  }

  private void make() {
    ask("PUT", BASE + "templates/title", Map.of("template", "{{ .Status }}: {{ .Receiver }}"), 202);
    ask("PUT", BASE + "templates/a%2Fb", Map.of("template", "{{ define \"x\" }}y{{ end }}"), 202);
    Map<String, Object> nights =
        Map.of(
            "weekdays", List.of("monday:friday"),
            "times", List.of(Map.of("start_time", "22:00", "end_time", "24:00")),
            "months", List.of("january:march"),
            "location", "Europe/Berlin");
    ask(
        "POST",
        BASE + "mute-timings",
        Map.of("name", "nights", "time_intervals", List.of(nights, Map.of())),
        201);
    point("ops-slack", "ops / \"ü\"", "slack", Map.of("url", SECRET, "recipient", "#ops"));
    point("ops-mail", "ops / \"ü\"", "email", Map.of("addresses", "a@x.example", "own", false));
    point(
        "hook-1",
        "hook",
        "webhook",
        Map.of(
            "url", "https://x.example",
            "password", "s3cret",
            "username", "u",
            "maxAlerts", 0,
            "tlsConfig", Map.of("clientKey", "s3cret", "insecureSkipVerify", false)));
    Map<String, Object> deep =
        Map.of(
            "receiver",
            "hook",
            "object_matchers",
            List.of(List.of("team", "=~", "a|b"), List.of("severity", "!=", "info")),
            "continue",
            true,
            "mute_time_intervals",
            List.of("nights"),
            "group_wait",
            "0s");
    ask(
        "PUT",
        BASE + "policies",
        Map.of(
            "receiver", "ops / \"ü\"",
            "group_by", List.of("alertname", "..."),
            "routes", List.of()),
        400);
    ask(
        "PUT",
        BASE + "policies",
        Map.of(
            "receiver",
            "ops / \"ü\"",
            "group_by",
            List.of("alertname"),
            "repeat_interval",
            "12h",
            "routes",
            List.of(Map.of("matchers", List.of("a=\"b\""), "routes", List.of(deep)))),
        202);
    ask("PUT", BASE + GROUPS.getFirst(), group(60, rule("cpu"), rule("disk")), 200);
    ask("PUT", BASE + GROUPS.getLast(), group(300, rule("memory")), 200);
  }

  private void point(String uid, String name, String type, Map<String, ?> settings) {
    ask(
        "POST",
        BASE + "contact-points",
        Map.of("uid", uid, "name", name, "type", type, "settings", settings),
        202);
  }

  @SafeVarargs
  private static Map<String, ?> group(int interval, Map<String, ?>... rules) {
    return Map.of("interval", interval, "rules", List.of(rules));
  }

  private static Map<String, ?> rule(String title) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("title", title);
    rule.put("condition", "C");
    rule.put("noDataState", "KeepLast");
    rule.put("execErrState", "OK");
    rule.put("for", "5m0s");
    rule.put("labels", Map.of("team", "a"));
    rule.put("annotations", Map.of("summary", "{{ $labels.instance }} is ü"));
    rule.put(
        "notification_settings",
        Map.of("receiver", "hook", "mute_time_intervals", List.of("nights")));
    rule.put(
        "data",
        List.of(
            Map.of(
                "refId",
                "A",
                "datasourceUid",
                "prom",
                "relativeTimeRange",
                Map.of("from", 600),
                "model",
                Map.of("expr", "up == 0", "deep", List.of(1.5, 2, Map.of()))),
            Map.of("refId", "C", "datasourceUid", "__expr__", "model", Map.of("type", "math"))));
    return rule;
  }

  /** In the order in which nothing is taken away that something else names. */
  private void delete(Map<String, @Nullable Object> made) {
    ask("DELETE", BASE + "contact-points/hook-1", null, 409);
    ask("DELETE", BASE + "mute-timings/nights", null, 409);
    for (String group : GROUPS) ask("DELETE", BASE + group, null, 204);
    ask("DELETE", BASE + "policies", null, 202);
    for (Object point : list(made.get("contact-points"))) {
      if (EMAIL.equals(member(point, "name"))) continue;
      ask("DELETE", BASE + "contact-points/" + member(point, "uid"), null, 202);
    }
    ask("DELETE", BASE + "mute-timings/nights", null, 204);
    ask("DELETE", BASE + "templates/title", null, 204);
    ask("DELETE", BASE + "templates/a%2Fb", null, 204);
  }

  /** From what was read; only secrets, which are never shown, come from whoever knows them. */
  private void again(Map<String, @Nullable Object> read, Map<String, @Nullable Object> groups) {
    boolean there = !list(ask("GET", BASE + "mute-timings", null, 200)).isEmpty();
    for (Object template : list(read.get("templates"))) {
      String path = "templates/" + member(template, "name").replace("/", "%2F");
      // The version that was read is that of a template which is not there any more.
      Map<String, ?> body = Map.of("template", member(template, "template"));
      ask("PUT", BASE + path, body, 202);
    }
    for (Object timing : list(read.get("mute-timings"))) {
      if (there) ask("PUT", BASE + "mute-timings/" + member(timing, "name"), timing, 202);
      else ask("POST", BASE + "mute-timings", timing, 201);
    }
    for (Object point : list(read.get("contact-points"))) {
      if (EMAIL.equals(member(point, "name"))) continue;
      String uid = member(point, "uid");
      if (there) ask("PUT", BASE + "contact-points/" + uid, point, 202);
      else ask("POST", BASE + "contact-points", revealed(point), 202);
    }
    ask("PUT", BASE + "policies", read.get("policies"), 202);
    groups.forEach((path, group) -> ask("PUT", BASE + path, group, 200));
  }

  private static Object revealed(Object point) {
    String text = Json.write(point);
    String secret = text.contains("\"slack\"") ? SECRET : "s3cret";
    return parsed(text.replace("[REDACTED]", secret));
  }

  private Map<String, @Nullable Object> configuration() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (String path : LISTS) all.put(path, kept(ask("GET", BASE + path, null, 200)));
    return all;
  }

  /** Without what is given anew. */
  private static @Nullable Object kept(@Nullable Object shown) {
    return switch (shown) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        map.forEach(
            (name, value) -> {
              if (!ANEW.contains(name)) kept.put(String.valueOf(name), kept(value));
            });
        yield kept;
      }
      case List<?> list -> {
        List<@Nullable Object> kept = new ArrayList<>();
        list.forEach(each -> kept.add(kept(each)));
        yield kept;
      }
      case null, default -> shown;
    };
  }

  private @Nullable Object ask(
      String method, String path, @Nullable Object body, int expectedStatus) {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    if (body instanceof Map<?, ?> map) map.forEach((name, value) -> sent.put("" + name, value));
    HttpResponse<String> answer = send(method, path, body == null ? null : sent);
    assertThat(answer.statusCode())
        .as(method + " " + path + " " + answer.body())
        .isEqualTo(expectedStatus);
    return answer.body().isEmpty() ? null : parsed(answer.body());
  }

  private static Object parsed(String json) {
    try {
      Object read = Json.read(json.getBytes(UTF_8));
      if (read == null) throw new AssertionError("null");
      return read;
    } catch (Json.Malformed e) {
      throw new AssertionError(json, e);
    }
  }

  private static List<Object> list(@Nullable Object value) {
    List<Object> all = new ArrayList<>();
    if (!(value instanceof List<?> list)) throw new AssertionError("no list: " + value);
    for (Object each : list) if (each != null) all.add(each);
    return all;
  }

  private static String member(Object object, String name) {
    return object instanceof Map<?, ?> map ? String.valueOf(map.get(name)) : "";
  }
}
