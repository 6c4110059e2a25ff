package dev.watchbill.handlers.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.golden.Positions;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * The same for the Grafana dialects, the legacy one among them: no 5xx, no stack trace, no secret
 * in an answer or a log line, every refusal in this dialect's form, and nothing written by what was
 * refused.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@Timeout(300) // tens of thousands of requests
class GrafanaNegativeSuiteTest {
  private static final String SECRET = "hunter2-and-more";

  private static final List<String> ADDRESSES =
      List.of(
          "/api/v1/provisioning/alert-rules",
          "/api/v1/provisioning/folder/f/rule-groups/g",
          "/api/v1/provisioning/folder",
          "/api/v1/provisioning/contact-points",
          "/api/v1/provisioning/policies",
          "/api/v1/provisioning/policies/test",
          "/api/v1/provisioning/mute-timings",
          "/api/v1/provisioning/mute-timings/test",
          "/api/v1/provisioning/templates",
          "/api/v1/provisioning/alert-rules/export",
          "/api/v1/provisioning/contact-points/export",
          "/api/v1/provisioning/policies/export",
          "/api/v1/provisioning/mute-timings/export",
          "/api/v1/provisioning",
          "/api/alerts",
          "/api/alert-notifications",
          "/api/alerts-notifications",
          "/api/alert-notifiers",
          "/api/admin/pause-all-alerts",
          "/api/dashboards",
          "/api/dashboards/import",
          "/api/search",
          "/api/orgs",
          "/api/org",
          "/api/org/preferences",
          "/api/users",
          "/api/teams",
          "/api/folders",
          "/api/datasources");

  /** Where a body is written to: method, address, and a body without fault. */
  record Target(String method, String path, Map<String, ?> right) {}

  private static final List<String> QUERIES =
      List.of(
          "name=%00",
          "name=%zz",
          "format=x&download=x&decrypt=x",
          "format=hcl&download=true",
          "folderUid=&group=g",
          "folderUid=a&folderUid=b&group=g",
          "ruleUid=x&group=g",
          "version=%F0",
          "dashboardId=%00&limit=-1&panelId=x&state=&folderId=99999999999999999999",
          "dashboardId=x&dashboardTag=%F0&dashboardQuery=%00&query=%25",
          "page=-1&perpage=99999999999999999999",
          "page=-1&limit=-1&type=x&sort=x&query=%00&tag=%F0&folderIds=,,&folderUIDs=%00&dashboardIds=x",
          "=&==&&",
          "x=" + "y".repeat(3_000));

  /** Rows that requests write whatever they come to. */
  private static final Set<String> BOOKKEEPING = Set.of("counter", "token");

  private final TestDeployment deployment = new TestDeployment();
  private final List<String> wrong = new ArrayList<>();
  private Set<String> standing = Set.of();
  private int sent;

  @Test
  void noInputYieldsAServerErrorOrLeaksAnything() {
    PrintStream console = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, UTF_8));
    try {
      everything();
    } finally {
      System.setOut(console);
    }
    for (String secret : List.of(SECRET, deployment.token())) {
      if (log.toString(UTF_8).contains(secret)) wrong.add("a secret is in the log");
    }
    System.out.println(
        "negative suite, Grafana: " + sent + " requests, " + wrong.size() + " wrong");
    assertThat(sent).isGreaterThan(5_000);
    assertThat(wrong).isEmpty();
  }

  /** Else nothing but the first fault that all of them have would be tried. */
  @Test
  void theLegacyRequestsAreRight() {
    TestDeployment fresh = new TestDeployment();
    for (Target target : LegacyRequests.of(fresh, SECRET).right()) {
      Answer answer = fresh.raw(target.method(), target.path(), "", Json.write(target.right()), "");
      // Nothing is sent yet, so a channel cannot be tested.
      assertThat(answer.status())
          .as(target + " " + answer)
          .isEqualTo(target.path().endsWith("notifications/test") ? 412 : 200);
    }
  }

  private void everything() {
    Provisioning api = new Provisioning(deployment);
    api.folder("f");
    Map<String, @Nullable Object> rule = Provisioning.rule("r");
    rule.put("labels", Map.of("a", "b"));
    rule.put("annotations", Map.of("a", "b"));
    rule.put("notification_settings", Map.of("receiver", "grafana-default-email"));
    rule.put("keep_firing_for", "1m");
    rule.put("isPaused", false);
    rule.put("missingSeriesEvalsToResolve", 2);
    rule.put("record", null);
    rule.put("uid", "r-1");
    api.put("folder/f/rule-groups/g", Provisioning.group(60, List.of(rule))).is(200);
    Map<String, @Nullable Object> point =
        Provisioning.point(
            "c", "webhook", Map.of("url", "https://x.example/" + SECRET, "password", SECRET));
    point.put("uid", "c-1");
    point.put("disableResolveMessage", false);
    point.put("settings", Map.of("url", "https://x.example", "password", SECRET));
    api.post("contact-points", point).is(202);
    api.post("mute-timings", Provisioning.timing("m")).is(201);
    api.put("templates/t", Map.of("template", "x")).is(202);
    Map<String, @Nullable Object> tree =
        Provisioning.tree("c", Map.of("receiver", "c", "object_matchers", List.of()));
    for (String name : List.of("group_wait", "group_interval", "repeat_interval")) {
      tree.put(name, "1m");
    }
    for (String name :
        List.of("continue", "matchers", "match", "match_re", "mute_time_intervals")) {
      tree.put(name, null);
    }
    api.put("policies", tree).is(202);
    LegacyRequests legacy = LegacyRequests.of(deployment, SECRET);
    standing = stored();

    Map<String, @Nullable Object> query = Provisioning.query("A");
    Map<String, @Nullable Object> interval = new LinkedHashMap<>();
    for (String name : List.of("times", "weekdays", "days_of_month", "months", "years")) {
      interval.put(name, List.of());
    }
    interval.put("location", "UTC");
    Map<String, Object> preferences =
        Map.of(
            "theme", "dark",
            "homeDashboardId", 0L,
            "homeDashboardUID", "x",
            "timezone", "utc",
            "weekStart", "monday",
            "language", "en");
    String base = "/api/v1/provisioning/";
    List<Target> targets = new ArrayList<>(legacy.right());
    targets.addAll(
        List.of(
            new Target("POST", base + "alert-rules", without(rule, "uid")),
            new Target("PUT", base + "alert-rules/r-1", rule),
            new Target(
                "PUT", base + "folder/f/rule-groups/g", Provisioning.group(60, List.of(rule))),
            new Target("POST", base + "contact-points", without(point, "uid")),
            new Target("PUT", base + "contact-points/c-1", point),
            new Target("PUT", base + "policies", tree),
            new Target("POST", base + "mute-timings", Provisioning.timing("n")),
            new Target("PUT", base + "mute-timings/m", Provisioning.timing("m")),
            new Target("PUT", base + "templates/t", Map.of("template", "x", "version", "")),
            new Target(
                "POST",
                base + "policies/test",
                Map.of(
                    "labels",
                    List.of(Map.of("a", "b")),
                    "at",
                    "2026-03-01T12:00:00Z",
                    "rule",
                    "r-1",
                    "policies",
                    tree,
                    "explain",
                    true)),
            new Target(
                "POST",
                base + "mute-timings/test",
                Map.of("time_intervals", List.of(interval), "at", List.of("2026-03-01T12:00:00Z"))),
            new Target("POST", "/api/folders", Map.of("title", "x", "uid", "x", "parentUid", "f")),
            new Target("POST", "/api/teams", Map.of("name", "x", "email", "x@example.com")),
            new Target("POST", "/api/orgs", Map.of("name", "x")),
            new Target("PUT", "/api/org/preferences", preferences),
            new Target("PATCH", "/api/org/preferences", preferences),
            new Target("PUT", "/api/teams/1/preferences", preferences),
            new Target(
                "POST",
                "/api/datasources",
                Map.of("name", "x", "type", "loki", "jsonData", Map.of(), "isDefault", false))));
    for (Target target : targets) {
      for (Object value : NegativeSuiteTest.VALUES) {
        oneWrong(target, value);
        for (String member : List.of("data", "notification_settings", "record", "settings")) {
          if (target.right().containsKey(member)) inside(target, member, query, value);
        }
        if (target.path().endsWith("mute-timings")) {
          for (String name : interval.keySet()) {
            Object bad = List.of(Provisioning.with(interval, name, value));
            send(target, Provisioning.with(target.right(), "time_intervals", bad));
          }
        }
        send(target, value);
      }
      for (String body : NegativeSuiteTest.BROKEN_BODIES) {
        for (String type : NegativeSuiteTest.CONTENT_TYPES) {
          send(target.method(), target.path(), "", body, type);
        }
      }
      // Null, and bytes that are no UTF-8, at every position.
      for (Positions.Place place : Positions.of(target.right())) {
        send(target, place.nothing());
        for (byte[] broken : place.broken()) send(target, broken);
      }
    }
    for (Object value : NegativeSuiteTest.VALUES) {
      legacy.oneWrongInside(value).forEach(bad -> send(bad, bad.right()));
    }
    for (String folder : NegativeSuiteTest.BELOW) {
      for (String group : NegativeSuiteTest.BELOW) {
        String address = base + "folder" + folder + "/rule-groups" + group;
        String interval10 = "{\"interval\":10}";
        for (String method : List.of("GET", "PUT", "DELETE")) {
          send(method, address, "", interval10, "application/json");
        }
      }
    }
    for (String address : ADDRESSES) {
      for (String below : NegativeSuiteTest.BELOW) {
        for (String method : NegativeSuiteTest.METHODS) {
          // A whole list is deleted by nothing but the reset of policies, which is meant.
          if (method.equals("DELETE") && address.endsWith("policies")) continue;
          send(method, address + below, "name=%00", "{}", "application/json");
        }
      }
      for (String query2 : QUERIES) send("GET", address, query2, "", "");
    }
  }

  private static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> body, String name) {
    Map<String, @Nullable Object> less = new LinkedHashMap<>(body);
    less.remove(name);
    return less;
  }

  /** The right body but for one member, each in turn. */
  private void oneWrong(Target target, @Nullable Object value) {
    for (String name : target.right().keySet()) {
      send(target, Provisioning.with(target.right(), name, value));
    }
  }

  /** The right body but for one member of a member. */
  private void inside(
      Target target, String member, Map<String, @Nullable Object> query, @Nullable Object value) {
    Map<String, List<String>> members =
        Map.of(
            "data",
            List.copyOf(query.keySet()),
            "notification_settings",
            List.of("receiver", "group_by", "group_wait", "mute_time_intervals"),
            "record",
            List.of("metric", "from", "target_datasource_uid"),
            "settings",
            List.of("url", "password", "maxAlerts", "tlsConfig", "headers", "payload"));
    for (String name : members.getOrDefault(member, List.of())) {
      Object right = target.right().get(member);
      Map<String, @Nullable Object> bad = new LinkedHashMap<>();
      if (right instanceof Map<?, ?> map) map.forEach((key, v) -> bad.put(key.toString(), v));
      if (member.equals("data")) bad.putAll(query);
      bad.put(name, value);
      Object filled = member.equals("data") ? List.of(bad) : bad;
      send(target, Provisioning.with(target.right(), member, filled));
    }
  }

  private void send(Target target, byte[] body) {
    sent++;
    Answer answer =
        deployment.raw(target.method(), target.path(), body, "application/json; charset=utf-8");
    String where = target.method() + " " + target.path() + " <- " + new String(body, UTF_8);
    judge(answer, target.method(), where);
  }

  private void send(Target target, @Nullable Object body) {
    send(target.method(), target.path(), "", Json.write(body), "application/json");
  }

  private void send(String method, String path, String query, String body, String type) {
    sent++;
    Answer answer = deployment.raw(method, path, query, body, type);
    String where =
        method
            + " "
            + shortened(path, 80)
            + "?"
            + shortened(query, 40)
            + " <- "
            + shortened(body, 200)
            + " ("
            + type
            + ")";
    judge(answer, method, where);
  }

  private void judge(Answer answer, String method, String where) {
    String text = answer.body();
    if (answer.status() >= 500) wrong.add(answer.status() + " " + where);
    if (text.contains("\tat ") || text.contains("Exception") || text.contains("dev.watchbill")) {
      wrong.add("a trace: " + where);
    }
    if (text.contains(SECRET) && !method.equals("PUT")) wrong.add("a secret: " + where);
    Set<String> now = stored();
    if (answer.status() < 400) {
      standing = now;
      return;
    }
    if (!now.equals(standing)) {
      wrong.add("written though " + answer.status() + ": " + where);
      standing = now;
    }
    // A rule that is not there is answered without a body, and HEAD has none (§1.4).
    boolean bodiless = text.isEmpty() && (answer.status() == 404 || method.equals("HEAD"));
    if (bodiless) return;
    boolean json = "application/json".equals(answer.headers().get("content-type"));
    if (!json) wrong.add(answer.headers().get("content-type") + ": " + where);
    if (!(answer.at("message") instanceof String message) || message.isBlank()) {
      wrong.add("no message: " + where + text);
    }
    if (!"".equals(answer.at("traceID"))) wrong.add("no traceID: " + where + text);
    boolean named = answer.at("messageId") != null && answer.at("statusCode") != null;
    if (answer.status() == 409 && !named) wrong.add("409 without its id: " + where + text);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }

  private Set<String> stored() {
    Set<String> stored = new TreeSet<>();
    deployment.stored().stream()
        .filter(item -> !BOOKKEEPING.contains(item.type()))
        .forEach(item -> stored.add(item.key() + " " + item.number("version", 0)));
    return stored;
  }
}
