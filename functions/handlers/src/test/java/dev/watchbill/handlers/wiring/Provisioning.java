package dev.watchbill.handlers.wiring;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of {@code /api/v1/provisioning/}, and the bodies that its tests start from. */
record Provisioning(TestDeployment deployment, String token) {
  private static final String BASE = "/api/v1/provisioning/";

  Provisioning(TestDeployment deployment) {
    this(deployment, deployment.token());
  }

  Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  Answer post(String path, @Nullable Object body) {
    return send("POST", path, body, Map.of());
  }

  Answer put(String path, @Nullable Object body) {
    return send("PUT", path, body, Map.of());
  }

  Answer delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
    return text(method, path, body == null ? "" : Json.write(body), headers);
  }

  /** A body that need not be JSON, and no content type unless the headers name one. */
  Answer text(String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("authorization", "Bearer " + token);
    int question = path.indexOf('?');
    return deployment.send(
        method,
        BASE + (question < 0 ? path : path.substring(0, question)),
        question < 0 ? "" : path.substring(question + 1),
        body,
        all);
  }

  /** The object at a place of an answer. */
  static Map<String, @Nullable Object> object(Answer answer, Object... way) {
    if (!(answer.at(way) instanceof Map<?, ?> map)) throw new AssertionError(answer);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((name, value) -> object.put(String.valueOf(name), value));
    return object;
  }

  void folder(String uid) {
    deployment.post("/api/folders", Map.of("title", "folder " + uid, "uid", uid)).is(200);
  }

  /** A rule of folder {@code f}, group {@code g}. */
  static Map<String, @Nullable Object> rule(String title) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("title", title);
    rule.put("folderUID", "f");
    rule.put("ruleGroup", "g");
    rule.put("condition", "C");
    rule.put("noDataState", "NoData");
    rule.put("execErrState", "Error");
    rule.put("for", "5m0s");
    rule.put("data", List.of(query("A")));
    return rule;
  }

  static Map<String, @Nullable Object> query(String refId) {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    query.put("refId", refId);
    query.put("datasourceUid", "prom");
    query.put("relativeTimeRange", Map.of("from", 600));
    query.put("model", Map.of("expr", "up"));
    return query;
  }

  /** The same with another member; null is sent as null. */
  static Map<String, @Nullable Object> with(
      Map<String, ?> body, String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(body);
    changed.put(name, value);
    return changed;
  }

  static Map<String, Object> group(long interval, List<?> rules) {
    return Map.of("interval", interval, "rules", rules);
  }

  static Map<String, @Nullable Object> point(String name, String type, Object settings) {
    Map<String, @Nullable Object> point = new LinkedHashMap<>();
    point.put("name", name);
    point.put("type", type);
    point.put("settings", settings);
    return point;
  }

  static Map<String, @Nullable Object> email(String name) {
    return point(name, "email", Map.of("addresses", "a@example.com"));
  }

  static Map<String, @Nullable Object> timing(String name) {
    Map<String, @Nullable Object> timing = new LinkedHashMap<>();
    timing.put("name", name);
    timing.put("time_intervals", List.of(Map.of("weekdays", List.of("sunday"))));
    return timing;
  }

  /** A tree whose root has this receiver and these policies below. */
  static Map<String, @Nullable Object> tree(String receiver, Object... routes) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("receiver", receiver);
    tree.put("group_by", List.of("alertname"));
    tree.put("routes", List.of(routes));
    return tree;
  }
}
