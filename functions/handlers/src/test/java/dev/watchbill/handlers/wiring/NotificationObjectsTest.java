package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contact points, policies, mute timings and templates (spec grafana-alerting §3 to §6, §18.7). */
class NotificationObjectsTest {
  private static final String BASE = "/api/v1/provisioning/";

  private final TestDeployment deployment = new TestDeployment();

  private Answer send(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("authorization", "Bearer " + deployment.token());
    int question = path.indexOf('?');
    return deployment.send(
        method,
        BASE + (question < 0 ? path : path.substring(0, question)),
        question < 0 ? "" : path.substring(question + 1),
        body == null ? "" : Json.write(body),
        all);
  }

  private Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  private Answer post(String path, Object body) {
    return send("POST", path, body, Map.of());
  }

  private Answer put(String path, Object body) {
    return send("PUT", path, body, Map.of());
  }

  private Answer delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  private static Map<String, Object> slack(String name, Map<String, ?> settings) {
    return Map.of("name", name, "type", "slack", "settings", settings);
  }

  private static Map<String, Object> email(String name) {
    return Map.of("name", name, "type", "email", "settings", Map.of("addresses", "a@example.com"));
  }

  // Contact points

  @Test
  void aFreshOrganisationHasOneContactPointAndATree() {
    Answer points = get("contact-points").is(200);
    assertThat(points.at(0, "name")).isEqualTo("grafana-default-email");
    assertThat(points.at(0, "settings", "addresses")).isEqualTo("<example@email.com>");
    assertThat(points.at(0, "provenance")).isNull();
    assertThat(points.at(0, "uid")).isEqualTo(get("contact-points").at(0, "uid"));
    assertThat(get("policies").is(200).json())
        .isEqualTo(
            Map.of(
                "receiver",
                "grafana-default-email",
                "group_by",
                List.of("grafana_folder", "alertname")));
    assertThat(get("mute-timings").is(200).body()).isEqualTo("[]");
    assertThat(get("templates").is(200).body()).isEqualTo("[]");
    assertThat(get("contact-points?name=none").is(200).body()).isEqualTo("[]");
  }

  @Test
  void secretsComeBackRedactedAndStayWhenSentBack() {
    Answer made =
        post("contact-points", slack("s", Map.of("url", "https://x.example", "recipient", "#a")))
            .is(202);
    assertThat(made.at("settings", "url")).isEqualTo("[REDACTED]");
    assertThat(made.at("provenance")).isEqualTo("api");
    Object uid = made.at("uid");

    put("contact-points/" + uid, slack("s", Map.of("url", "[REDACTED]", "recipient", "#b")))
        .is(202);
    Answer read = get("contact-points?name=s").is(200);
    assertThat(read.at(0, "settings", "url")).isEqualTo("[REDACTED]");
    assertThat(read.at(0, "settings", "recipient")).isEqualTo("#b");
    Answer refused = put("contact-points/" + uid, slack("s", Map.of("recipient", "#b"))).is(400);
    assertThat(String.valueOf(refused.at("message")))
        .startsWith("invalid object specification: ")
        .contains("token must be specified");
  }

  @Test
  void settingsComeBackKeyForKey() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("addresses", "a@example.com");
    settings.put("singleEmail", false);
    settings.put("own", List.of());
    settings.put("number", 0L);
    post("contact-points", Map.of("name", "e", "type", "email", "settings", settings)).is(202);

    assertThat(get("contact-points?name=e").at(0, "settings")).isEqualTo(settings);
  }

  @Test
  void badContactPointsAreRefused() {
    for (Object body :
        List.of(
            List.of(),
            Map.of(),
            Map.of("name", "x", "type", "email"),
            Map.of("name", "x", "type", "nothing", "settings", Map.of()),
            Map.of("name", "", "type", "email", "settings", Map.of("addresses", "a@b.example")),
            Map.of("name", "x", "type", "email", "settings", Map.of()),
            Map.of("name", 5, "type", "email", "settings", Map.of("addresses", "a@b.example")))) {
      post("contact-points", body).is(400);
    }
    put("contact-points/nobody", email("x")).is(404);
    delete("contact-points/nobody").is(202);
    assertThat(get("contact-points").at(1)).isNull();
  }

  @Test
  void aUidIsTakenOnce() {
    Map<String, Object> body = new LinkedHashMap<>(email("a"));
    body.put("uid", "mine");
    assertThat(post("contact-points", body).is(202).at("uid")).isEqualTo("mine");

    Answer again = post("contact-points", body).is(409);
    assertThat(again.at("messageId")).isEqualTo("alerting.notifications.contact-points.uidInUse");
    assertThat(again.at("statusCode")).isEqualTo(409L);
  }

  @Test
  void aUsedContactPointStaysAndARenamedOneIsFollowed() {
    Object first = post("contact-points", email("a")).at("uid");
    put("policies", Map.of("receiver", "a")).is(202);

    Answer refused = delete("contact-points/" + first).is(409);
    assertThat(refused.at("messageId"))
        .isEqualTo("alerting.notifications.contact-points.referenced");
    put("contact-points/" + first, email("b")).is(202);
    assertThat(get("policies").at("receiver")).isEqualTo("b");

    Object second = post("contact-points", email("b")).at("uid");
    put("contact-points/" + second, email("c")).is(202);
    assertThat(get("policies").at("receiver")).isEqualTo("b");
    delete("contact-points/" + second).is(202);
    assertThat(delete("policies").is(202).at("receiver")).isEqualTo("grafana-default-email");
    delete("contact-points/" + first).is(202);
  }

  // Policies

  @Test
  void aTreeIsReplacedAndReset() {
    post("contact-points", email("ops")).is(202);
    post("mute-timings", timing("nights")).is(201);
    Map<String, Object> tree =
        Map.of(
            "receiver", "ops",
            "group_by", List.of("alertname"),
            "routes",
                List.of(
                    Map.of(
                        "object_matchers",
                            List.of(List.of("z", "=", "1"), List.of("a", "=", "\"2\"")),
                        "mute_time_intervals", List.of("nights"),
                        "group_wait", "45s")));
    assertThat(put("policies", tree).is(202).at("message")).isEqualTo("policies updated");

    Answer read = get("policies").is(200);
    assertThat(read.at("provenance")).isEqualTo("api");
    assertThat(read.at("routes", 0, "object_matchers"))
        .isEqualTo(List.of(List.of("a", "=", "2"), List.of("z", "=", "1")));
    assertThat(read.at("routes", 0, "group_wait")).isEqualTo("45s");
    send("PUT", "policies", tree, Map.of("X-Disable-Provenance", "")).is(202);
    assertThat(get("policies").at("provenance")).isNull();
    assertThat(delete("policies").is(202).at("receiver")).isEqualTo("grafana-default-email");
    assertThat(get("policies").at("routes")).isNull();
  }

  @Test
  void badTreesAreRefusedWithTheReason() {
    assertRefused(
        Map.of("receiver", "nope"),
        "Invalid format of the submitted route: receiver 'nope' does not exist");
    assertRefused(
        Map.of("group_by", List.of("a")),
        "Invalid format of the submitted route: root route must specify a default receiver");
    Map<String, Object> root = new LinkedHashMap<>(Map.of("receiver", "grafana-default-email"));
    for (Map.Entry<String, Object> wrong :
        Map.<String, Object>of(
                "continue", true,
                "repeat_interval", "0s",
                "group_by", List.of("...", "a"),
                "object_matchers", List.of(List.of("a", "=", "b")),
                "mute_time_intervals", List.of("x"),
                "routes", List.of(Map.of("object_matchers", List.of(List.of("a", "=~", "(")))))
            .entrySet()) {
      Map<String, Object> tree = new LinkedHashMap<>(root);
      tree.put(wrong.getKey(), wrong.getValue());
      put("policies", tree).is(400);
    }
    put("policies", List.of()).is(400);
    Map<String, Object> many = new LinkedHashMap<>(root);
    many.put("routes", Collections.nCopies(10_000, Map.of()));
    assertThat(String.valueOf(put("policies", many).is(400).at("message"))).contains("5000");
    assertThat(get("policies").at("provenance")).isNull();
  }

  private void assertRefused(Map<String, ?> tree, String message) {
    Answer answer = put("policies", tree).is(400);
    assertThat(answer.at("message")).isEqualTo(message);
    assertThat(answer.at("msg")).isEqualTo(message);
  }

  @Test
  void aTreeIsTriedOut() {
    Map<String, Object> tree =
        Map.of(
            "receiver", "def",
            "group_by", List.of("alertname"),
            "routes",
                List.of(
                    Map.of(
                        "receiver", "ra",
                        "object_matchers", List.of(List.of("team", "=", "a")),
                        "mute_time_intervals", List.of("sundays"))));
    post("mute-timings", timing("sundays")).is(201);
    Map<String, Object> body =
        Map.of(
            "labels",
            List.of(Map.of("team", "a", "alertname", "x"), Map.of("team", "b")),
            "policies",
            tree,
            "at",
            "2026-03-01T12:00:00Z",
            "explain",
            true);

    Answer answer = post("policies/test", body).is(200);
    assertThat(answer.at("results", 0, "policies", 0, "receiver")).isEqualTo("ra");
    assertThat(answer.at("results", 0, "policies", 0, "path")).isEqualTo(List.of(0L));
    assertThat(answer.at("results", 0, "policies", 0, "muted")).isEqualTo(true);
    assertThat(answer.at("results", 0, "policies", 0, "group_key"))
        .isEqualTo("{}/{team=\"a\"}:{alertname=\"x\"}");
    assertThat(answer.at("results", 1, "policies", 0, "receiver")).isEqualTo("def");
    assertThat(answer.at("results", 1, "looked_at", 1, "failed")).isEqualTo("team=\"a\"");
    assertThat(get("policies").at("receiver")).isEqualTo("grafana-default-email");
    post("policies/test", Map.of("labels", List.of("x"))).is(400);
    post("policies/test", Map.of("labels", List.of(Map.of()), "at", "soon")).is(400);
    assertThat(
            post("policies/test", Map.of("labels", List.of(Map.of())))
                .is(200)
                .at("results", 0, "policies", 0, "repeat_interval"))
        .isEqualTo("4h");
  }

  // Mute timings

  private static Map<String, Object> timing(String name) {
    return Map.of("name", name, "time_intervals", List.of(Map.of("weekdays", List.of("Sunday"))));
  }

  @Test
  void aTimingIsMadeOnceReadRenamedAndDeleted() {
    Answer made = post("mute-timings", timing("a/b \"ü\"")).is(201);
    assertThat(made.at("time_intervals", 0, "weekdays")).isEqualTo(List.of("sunday"));
    Answer again = post("mute-timings", timing("a/b \"ü\"")).is(400);
    assertThat(again.at("messageId")).isEqualTo("alerting.notifications.time-intervals.nameExists");

    String path = "mute-timings/a%2Fb%20%22%C3%BC%22";
    assertThat(get(path).is(200).at("name")).isEqualTo("a/b \"ü\"");
    assertThat(get("mute-timings/" + made.at("uid")).is(200).at("name")).isEqualTo("a/b \"ü\"");
    put("mute-timings/nope", timing("nope")).is(404);
    put(path, timing("plain")).is(202);
    get(path).is(404);
    get("mute-timings/plain").is(200);
    delete("mute-timings/plain?version=0000").is(409);
    delete("mute-timings/plain").is(204);
    delete("mute-timings/plain").is(204);
  }

  @Test
  void aTimingInUseStays() {
    post("mute-timings", timing("t")).is(201);
    Map<String, Object> tree =
        Map.of(
            "receiver",
            "grafana-default-email",
            "routes",
            List.of(Map.of("active_time_intervals", List.of("t"))));
    put("policies", tree).is(202);

    Answer refused = delete("mute-timings/t").is(409);
    assertThat(refused.at("messageId")).isEqualTo("alerting.notifications.time-intervals.used");
    assertThat(refused.at("extra", "UsedByRoutes")).isEqualTo(true);
    put("mute-timings/t", timing("u")).is(202);
    assertThat(get("policies").at("routes", 0, "active_time_intervals")).isEqualTo(List.of("u"));
  }

  @Test
  void versionsAreCheckedWhenGiven() {
    Answer made = post("mute-timings", timing("t")).is(201);
    Map<String, Object> body = new LinkedHashMap<>(timing("t"));
    body.put("version", "stale");

    assertThat(put("mute-timings/t", body).is(409).at("messageId"))
        .isEqualTo("alerting.notifications.conflict");
    body.put("version", String.valueOf(made.at("version")));
    put("mute-timings/t", body).is(202);
  }

  @Test
  void badTimingsAreRefused() {
    assertThat(
            post(
                    "mute-timings",
                    Map.of("name", "t", "time_intervals", List.of(Map.of("months", List.of("x")))))
                .is(400)
                .at("message"))
        .isEqualTo("bad request data");
    post("mute-timings", Map.of("time_intervals", List.of())).is(400);
    post("mute-timings", List.of()).is(400);
    assertThat(get("mute-timings").body()).isEqualTo("[]");
  }

  @Test
  void intervalsAreTriedOut() {
    Map<String, Object> body =
        Map.of(
            "time_intervals", List.of(Map.of("weekdays", List.of("sunday"))),
            "at", List.of("2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"));

    assertThat(post("mute-timings/test", body).is(200).at("active"))
        .isEqualTo(List.of(true, false));
    post("mute-timings/test", Map.of("time_intervals", List.of(), "at", List.of("x"))).is(400);
    post("mute-timings/test", Map.of("time_intervals", 5, "at", List.of())).is(400);
  }

  // Templates

  @Test
  void templatesAreWrappedAndVersioned() {
    Answer made = put("templates/t", Map.of("template", "hi {{ .Status }}")).is(202);
    assertThat(made.at("template")).isEqualTo("{{ define \"t\" }}\n  hi {{ .Status }}\n{{ end }}");
    assertThat(made.at("name")).isEqualTo("t");
    assertThat(made.at("provenance")).isEqualTo("api");

    put("templates/t", Map.of("template", "x", "version", "stale")).is(409);
    put("templates/t", Map.of("template", "x", "version", String.valueOf(made.at("version"))))
        .is(202);
    put("templates/new", Map.of("template", "x", "version", "1")).is(404);
    put("templates/t", Map.of("template", "{{ .Status ")).is(400);
    put("templates/t", Map.of("template", "  ")).is(400);
    assertThat(get("templates").is(200).at(0, "name")).isEqualTo("t");
    delete("templates/t").is(204);
    get("templates/t").is(404);
    delete("templates/t").is(204);
  }

  @Test
  void whatFollowsNothingIsNotThere() {
    for (String path : List.of("policies/x", "templates/a/b", "mute-timings/a/b", "nothing")) {
      assertThat(get(path).is(404).at("message")).isEqualTo("Not found");
    }
  }
}
