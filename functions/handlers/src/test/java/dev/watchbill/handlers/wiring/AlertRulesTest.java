package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules and groups (spec grafana-alerting §2, §18.7). */
class AlertRulesTest {
  private static final String BASE = "/api/v1/provisioning/";
  private static final String GROUP = "folder/f/rule-groups/g";

  private final TestDeployment deployment = new TestDeployment();

  @BeforeEach
  void folders() {
    for (String uid : List.of("f", "e")) {
      deployment.post("/api/folders", Map.of("title", uid, "uid", uid)).is(200);
    }
  }

  private Answer send(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("authorization", deployment.token());
    return deployment.send(method, BASE + path, "", body == null ? "" : Json.write(body), all);
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

  private static Map<String, @Nullable Object> rule(String title) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("title", title);
    rule.put("folderUID", "f");
    rule.put("ruleGroup", "g");
    rule.put("condition", "C");
    rule.put("noDataState", "NoData");
    rule.put("execErrState", "Error");
    rule.put("for", "5m0s");
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
                Map.of("expr", "up", "list", List.of(1.5, 2)))));
    return rule;
  }

  private static Map<String, @Nullable Object> rule(String title, String uid) {
    Map<String, @Nullable Object> rule = rule(title);
    rule.put("uid", uid);
    return rule;
  }

  private static Map<String, Object> group(long interval, List<?> rules) {
    return Map.of("interval", interval, "rules", rules);
  }

  private List<@Nullable Object> titles(String path) {
    List<@Nullable Object> titles = new ArrayList<>();
    for (int i = 0; get(path).at("rules", i) != null; i++) {
      titles.add(get(path).at("rules", i, "title"));
    }
    return titles;
  }

  @Test
  void aRuleIsMadeReadChangedAndDeleted() {
    Answer made = post("alert-rules", rule("r")).is(201);
    Object uid = made.at("uid");
    assertThat(made.at("id")).isEqualTo(1L);
    assertThat(made.at("orgID")).isEqualTo(1L);
    assertThat(made.at("for")).isEqualTo("5m");
    assertThat(made.at("provenance")).isEqualTo("api");
    assertThat(made.at("data", 0, "model", "maxDataPoints")).isEqualTo(43_200L);

    Answer read = get("alert-rules/" + uid).is(200);
    assertThat(read.json()).isEqualTo(made.json());
    assertThat(get("alert-rules").is(200).at(0)).isEqualTo(made.json());
    Map<String, @Nullable Object> changed = rule("renamed");
    changed.put("ruleGroup", "h");
    changed.put("folderUID", "e");
    Answer moved = put("alert-rules/" + uid, changed).is(200);
    assertThat(moved.at("id")).isEqualTo(1L);
    assertThat(moved.at("title")).isEqualTo("renamed");
    get(GROUP).is(404);
    assertThat(titles("folder/e/rule-groups/h")).containsExactly("renamed");
    put("alert-rules/" + uid, read.json() == null ? Map.of() : read.json()).is(200);
    assertThat(titles(GROUP)).containsExactly("r");

    delete("alert-rules/" + uid).is(204);
    delete("alert-rules/" + uid).is(204);
    assertThat(get("alert-rules/" + uid).is(404).body()).isEmpty();
    assertThat(put("alert-rules/" + uid, rule("r")).is(404).body()).isEmpty();
    assertThat(get("alert-rules").body()).isEqualTo("[]");
  }

  @Test
  void badRulesAreRefused() {
    for (String missing : List.of("title", "folderUID", "ruleGroup", "data", "noDataState")) {
      Map<String, @Nullable Object> rule = rule("r");
      rule.remove(missing);
      assertThat(String.valueOf(post("alert-rules", rule).is(400).at("message")))
          .startsWith("invalid alert rule: ");
    }
    Map<String, @Nullable Object> nowhere = rule("r");
    nowhere.put("folderUID", "nowhere");
    assertThat(post("alert-rules", nowhere).is(400).at("message"))
        .isEqualTo("invalid alert rule: folder does not exist");
    Map<String, @Nullable Object> unsendable = rule("r");
    unsendable.put("notification_settings", Map.of("receiver", "nope"));
    assertThat(String.valueOf(post("alert-rules", unsendable).is(400).at("message")))
        .contains("receiver 'nope' does not exist");
    assertThat(post("alert-rules", rule("r", "a b")).is(400).status()).isEqualTo(400);
    post("alert-rules", List.of()).is(400);
    assertThat(get("alert-rules").body()).isEqualTo("[]");
    post("alert-rules", rule("r", "mine")).is(201);
    assertThat(post("alert-rules", rule("r", "mine")).is(409).at("statusCode")).isEqualTo(409L);
  }

  @Test
  void aGroupIsReplacedWhole() {
    Answer echo = put(GROUP, group(60, List.of(rule("a"), rule("b", "b-1")))).is(200);
    assertThat(echo.at("title")).isEqualTo("g");
    assertThat(echo.at("folderUid")).isEqualTo("f");
    assertThat(echo.at("rules", 0, "uid")).isNull();
    Answer read = get(GROUP).is(200);
    assertThat(read.at("interval")).isEqualTo(60L);
    assertThat(read.at("folderUid")).isEqualTo("f");
    assertThat(titles(GROUP)).containsExactly("a", "b");

    put(GROUP, group(120, List.of(rule("b", "b-1"), rule("c")))).is(200);
    assertThat(titles(GROUP)).containsExactly("b", "c");
    assertThat(get(GROUP).at("interval")).isEqualTo(120L);
    put(GROUP, Map.of("interval", 60)).is(200);
    assertThat(get(GROUP).at("interval")).isEqualTo(60L);
    assertThat(titles(GROUP)).containsExactly("b", "c");

    put("folder/e/rule-groups/other%2Fname", group(60, List.of(rule("b", "b-1")))).is(200);
    assertThat(titles("folder/e/rule-groups/other%2Fname")).containsExactly("b");
    assertThat(titles(GROUP)).containsExactly("c");
    put(GROUP, group(60, List.of())).is(200);
    get(GROUP).is(404);
    delete("folder/e/rule-groups/other%2Fname").is(204);
    delete("folder/e/rule-groups/other%2Fname").is(404);
    assertThat(get("alert-rules").body()).isEqualTo("[]");
  }

  @Test
  void aBadGroupChangesNothing() {
    put(GROUP, group(60, List.of(rule("a")))).is(200);
    Map<String, @Nullable Object> bad = rule("b");
    bad.remove("data");

    put(GROUP, group(60, List.of(rule("x"), bad))).is(400);
    assertThat(put(GROUP, group(15, List.of(rule("x")))).is(400).at("message"))
        .isEqualTo(
            "invalid alert rule: interval (15s) should be non-zero and divided exactly by"
                + " scheduler interval: 10");
    put(GROUP, group(60, List.of(rule("x", "twice"), rule("y", "twice")))).is(400);
    put("folder/nowhere/rule-groups/g", group(60, List.of(rule("x")))).is(400);
    assertThat(titles(GROUP)).containsExactly("a");
    get("folder/f/rule-groups/").is(404);
    get("folder//rule-groups/").is(404);
  }

  @Test
  void theHeaderDecidesProvenance() {
    Map<String, String> header = Map.of("x-disable-provenance", "");
    Object uid = send("POST", "alert-rules", rule("r"), header).is(201).at("uid");
    assertThat(get("alert-rules/" + uid).at("provenance")).isNull();

    put("alert-rules/" + uid, rule("r")).is(200);
    assertThat(get("alert-rules/" + uid).at("provenance")).isEqualTo("api");
    send("PUT", "alert-rules/" + uid, rule("r"), header).is(200);
    assertThat(get("alert-rules/" + uid).at("provenance")).isNull();
  }

  @Test
  void namesThatRulesUseStayAndAreFollowed() {
    post("mute-timings", Map.of("name", "t", "time_intervals", List.of())).is(201);
    Object point =
        post(
                "contact-points",
                Map.of(
                    "name", "p", "type", "email", "settings", Map.of("addresses", "a@b.example")))
            .is(202)
            .at("uid");
    Map<String, @Nullable Object> rule = rule("r", "r-1");
    rule.put("notification_settings", Map.of("receiver", "p", "mute_time_intervals", List.of("t")));
    put(GROUP, group(60, List.of(rule))).is(200);

    assertThat(delete("mute-timings/t").is(409).at("extra", "UsedByRules"))
        .isEqualTo(List.of("r-1"));
    assertThat(delete("contact-points/" + point).is(409).at("messageId"))
        .isEqualTo("alerting.notifications.contact-points.used-by-rule");
    put("mute-timings/t", Map.of("name", "t2", "time_intervals", List.of())).is(202);
    put(
            "contact-points/" + point,
            Map.of("name", "p2", "type", "email", "settings", Map.of("addresses", "a@b.example")))
        .is(202);
    Answer read = get("alert-rules/r-1").is(200);
    assertThat(read.at("notification_settings", "receiver")).isEqualTo("p2");
    assertThat(read.at("notification_settings", "mute_time_intervals")).isEqualTo(List.of("t2"));
    delete(GROUP).is(204);
    delete("mute-timings/t2").is(204);
    delete("contact-points/" + point).is(202);
  }

  @Test
  void aFolderGoesWithItsRulesOrStays() {
    put(GROUP, group(60, List.of(rule("a", "a-1")))).is(200);

    deployment.raw("DELETE", "/api/folders/f", "", "", "").is(400);
    deployment.raw("DELETE", "/api/folders/f", "forceDeleteRules=true", "", "").is(200);
    get("alert-rules/a-1").is(404);
    assertThat(get("alert-rules").body()).isEqualTo("[]");
  }

  @Test
  void aHundredRulesAreOneWrite() {
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < 100; i++) rules.add(rule("rule " + i));
    put(GROUP, group(60, rules)).is(200);

    assertThat(titles(GROUP)).hasSize(100);
    assertThat(get("alert-rules").at(99, "id")).isEqualTo(100L);
  }
}
