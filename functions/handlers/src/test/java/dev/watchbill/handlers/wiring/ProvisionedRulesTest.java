package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.group;
import static dev.watchbill.handlers.wiring.Provisioning.object;
import static dev.watchbill.handlers.wiring.Provisioning.query;
import static dev.watchbill.handlers.wiring.Provisioning.rule;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The traps of rules and groups (spec grafana-alerting §1, §2), one by one. */
class ProvisionedRulesTest {
  private static final String GROUP = "folder/f/rule-groups/g";

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  @BeforeEach
  void folders() {
    api.folder("f");
    api.folder("e");
  }

  private Answer made(String name, @Nullable Object value) {
    return api.post("alert-rules", with(rule("r"), name, value)).is(201);
  }

  private void refused(String name, @Nullable Object value, String message) {
    Answer answer = api.post("alert-rules", with(rule("r"), name, value)).is(400);
    assertThat(String.valueOf(answer.at("message")))
        .startsWith("invalid alert rule: ")
        .contains(message);
    assertThat(answer.at("msg")).isEqualTo(answer.at("message"));
    assertThat(answer.at("traceID")).isEqualTo("");
  }

  private List<@Nullable Object> all(String member) {
    List<@Nullable Object> found = new ArrayList<>();
    Answer rules = api.get("alert-rules").is(200);
    for (int i = 0; rules.at(i) != null; i++) found.add(rules.at(i, member));
    return found;
  }

  @Test
  void membersThatClientsTakeForGranted() {
    Answer made = api.post("alert-rules", rule("r")).is(201);
    Map<String, @Nullable Object> shown = object(made);

    assertThat(shown.get("keep_firing_for")).isEqualTo("0s");
    assertThat(shown.get("isPaused")).isEqualTo(false);
    assertThat(shown.containsKey("notification_settings")).isTrue();
    assertThat(shown.containsKey("record")).isTrue();
    for (String omitted : List.of("labels", "annotations", "missingSeriesEvalsToResolve")) {
      assertThat(shown.containsKey(omitted)).as(omitted).isFalse();
    }
    assertThat(made.at("data", 0, "relativeTimeRange")).isEqualTo(Map.of("from", 600L, "to", 0L));
    assertThat(made.at("data", 0, "queryType")).isEqualTo("");
    assertThat(made.at("data", 0, "model"))
        .isEqualTo(Map.of("expr", "up", "intervalMs", 1000L, "maxDataPoints", 43_200L));
    assertThat(made("labels", Map.of()).at("labels")).isEqualTo(Map.of());
    assertThat(made("missingSeriesEvalsToResolve", 3).at("missingSeriesEvalsToResolve"))
        .isEqualTo(3L);
  }

  @Test
  void whatTheServerDecidesIsIgnoredInRequests() {
    Map<String, @Nullable Object> rule = rule("r");
    rule.put("id", 77);
    rule.put("orgID", 9);
    rule.put("provenance", "file");
    rule.put("updated", "1999-01-01T00:00:00Z");
    rule.put("unknown", Map.of("x", List.of(1)));

    Answer made = api.post("alert-rules", rule).is(201);

    assertThat(made.at("id")).isEqualTo(1L);
    assertThat(made.at("orgID")).isEqualTo(1L);
    assertThat(made.at("provenance")).isEqualTo("api");
    assertThat(made.at("updated")).isEqualTo("2026-03-01T08:00:00Z");
    assertThat(made.at("unknown")).isNull();
  }

  @Test
  void namesOfMembersHaveNoCaseAndNoContentTypeIsNeeded() {
    Map<String, @Nullable Object> rule = rule("r");
    rule.put("FolderUid", rule.remove("folderUID"));
    rule.put("RULEGROUP", rule.remove("ruleGroup"));

    Answer made = api.text("POST", "alert-rules/", Json.write(rule), Map.of()).is(201);
    assertThat(made.at("folderUID")).isEqualTo("f");
    assertThat(api.get("alert-rules/").is(200).at(0, "ruleGroup")).isEqualTo("g");
    String named = "{\"interval\":60,\"FOLDERUID\":\"e\",\"Title\":\"x\"}";
    Answer echo = api.text("PUT", GROUP, named, Map.of("content-type", "text/plain")).is(200);
    assertThat(echo.at("folderUid")).isEqualTo("f");
    assertThat(echo.at("title")).isEqualTo("g");
  }

  @Test
  void statesOfBothGenerations() {
    for (String state : List.of("NoData", "Alerting", "OK", "KeepLast")) {
      assertThat(made("noDataState", state).at("noDataState")).isEqualTo(state);
    }
    for (String state : List.of("Error", "Alerting", "OK", "KeepLast")) {
      assertThat(made("execErrState", state).at("execErrState")).isEqualTo(state);
    }
    refused("noDataState", "Error", "unknown NoData state option Error");
    refused("noDataState", "", "unknown NoData state option ");
    refused("execErrState", "NoData", "unknown Error state option NoData");
  }

  @Test
  void queriesAndExpressions() {
    Answer typed =
        made("data", List.of(with(query("A"), "model", Map.of("queryType", "range", "n", 1))));
    assertThat(typed.at("data", 0, "queryType")).isEqualTo("range");
    assertThat(typed.at("data", 0, "model", "n")).isEqualTo(1L);
    for (String expression : List.of("__expr__", "-100")) {
      Map<String, @Nullable Object> node = with(query("B"), "datasourceUid", expression);
      node.remove("relativeTimeRange");
      Answer made = made("data", List.of(node));
      assertThat(made.at("data", 0, "datasourceUid")).isEqualTo(expression);
      assertThat(made.at("data", 0, "relativeTimeRange")).isEqualTo(Map.of("from", 0L, "to", 0L));
    }
    Map<String, Object> model = Map.of("intervalMs", 0, "maxDataPoints", "x");
    Answer defaults = made("data", List.of(with(query("A"), "model", model)));
    assertThat(defaults.at("data", 0, "model"))
        .isEqualTo(Map.of("intervalMs", 1000L, "maxDataPoints", 43_200L));
    // Whether the condition names a query is seen when the rule is evaluated (§2.4-12).
    assertThat(made("condition", "nothing").at("condition")).isEqualTo("nothing");
    Map<String, Object> backwards = Map.of("from", 0, "to", 60);
    refused("data", List.of(), "no queries or expressions are found");
    refused("data", List.of(query("A"), query("A")), "A");
    refused("data", List.of(with(query("A"), "relativeTimeRange", backwards)), "relative time");
  }

  @Test
  void whatAnInvalidRuleIsTold() {
    refused("uid", "a b", "cannot create rule with UID 'a b'");
    refused("uid", "u".repeat(41), "longer than 40 symbols");
    refused("title", "", "title is empty");
    refused("title", "t".repeat(191), "190");
    refused("ruleGroup", "g".repeat(191), "190");
    refused("folderUID", "", "folderUID must be set");
    refused("folderUID", "nowhere", "folder does not exist");
    refused("for", "-5m", "");
    refused("keep_firing_for", "-5m", "");
    refused("missingSeriesEvalsToResolve", 0, "greater than 0");
    refused("annotations", Map.of("__panelId__", "4"), "__dashboardUid__");
    refused("annotations", Map.of("__panelId__", "x", "__dashboardUid__", "d"), "integer");
    refused("labels", Map.of("__alert_rule_uid__", "x"), "system reserved label");
    refused("record", Map.of("metric", "1 x", "from", "A"), "metric name");
    refused("record", Map.of("metric", "ok", "from", "Z"), "from");
    for (Object settings :
        List.of(
            Map.of("receiver", ""),
            Map.of("receiver", "nobody"),
            Map.of("receiver", "grafana-default-email", "group_by", List.of("alertname")),
            Map.of("receiver", "grafana-default-email", "group_interval", "0s"),
            Map.of("receiver", "grafana-default-email", "repeat_interval", "0s"),
            Map.of("receiver", "grafana-default-email", "mute_time_intervals", List.of("x")),
            Map.of("receiver", "grafana-default-email", "active_time_intervals", List.of("x")))) {
      refused("notification_settings", settings, "");
    }
    assertThat(api.get("alert-rules").body()).isEqualTo("[]");
  }

  @Test
  void aRecordingRuleHasNoStates() {
    Map<String, @Nullable Object> rule = rule("r");
    rule.put("record", Map.of("metric", "a:b", "from", "A", "target_datasource_uid", "prom"));
    rule.put("noDataState", "nonsense");

    Answer made = api.post("alert-rules", rule).is(201);
    assertThat(made.at("noDataState")).isEqualTo("");
    assertThat(made.at("record", "metric")).isEqualTo("a:b");
    assertThat(api.get("alert-rules/" + made.at("uid")).is(200).json()).isEqualTo(made.json());
  }

  @Test
  void settingsOfARuleComeBackAsSent() {
    Map<String, Object> settings =
        Map.of(
            "receiver", "grafana-default-email",
            "group_by", List.of("..."),
            "group_wait", "0s",
            "group_interval", "1d",
            "repeat_interval", "1w");

    assertThat(made("notification_settings", settings).at("notification_settings"))
        .isEqualTo(settings);
  }

  @Test
  void theListIsInOrderOfFolderGroupAndPosition() {
    for (String place : List.of("f/b", "f/a", "e/z")) {
      String path = place.replace("/", "/rule-groups/");
      api.put("folder/" + path, group(60, List.of(rule(place + 1), rule(place + 2)))).is(200);
    }

    assertThat(all("title")).containsExactly("e/z1", "e/z2", "f/a1", "f/a2", "f/b1", "f/b2");
  }

  @Test
  void aPostedRuleGoesToTheEndOfItsGroupAndTakesItsInterval() {
    api.put(GROUP, group(300, List.of(rule("a"), rule("b")))).is(200);
    api.post("alert-rules", with(rule("c"), "interval", 10)).is(201);

    assertThat(all("title")).containsExactly("a", "b", "c");
    assertThat(api.get(GROUP).at("interval")).isEqualTo(300L);
    api.post("alert-rules", with(rule("d"), "ruleGroup", "new")).is(201);
    assertThat(api.get("folder/f/rule-groups/new").at("interval")).isEqualTo(60L);
  }

  @Test
  void aMovedRuleTakesTheIntervalAlongToANewGroupOnly() {
    api.put(GROUP, group(300, List.of(rule("a"), with(rule("b"), "uid", "b-1")))).is(200);
    api.put("folder/e/rule-groups/old", group(30, List.of(rule("x")))).is(200);

    Map<String, @Nullable Object> moved = with(rule("b"), "ruleGroup", "new");
    api.put("alert-rules/b-1", moved).is(200);
    assertThat(api.get("folder/f/rule-groups/new").at("interval")).isEqualTo(300L);
    api.put("alert-rules/b-1", with(with(moved, "ruleGroup", "old"), "folderUID", "e")).is(200);
    assertThat(api.get("folder/e/rule-groups/old").at("interval")).isEqualTo(30L);
    assertThat(api.get("folder/e/rule-groups/old").at("rules", 1, "uid")).isEqualTo("b-1");
    api.get("folder/f/rule-groups/new").is(404);
  }

  @Test
  void aGroupThatSaysNothingNewChangesNothing() {
    api.put(GROUP, group(60, List.of(with(rule("a"), "uid", "a-1")))).is(200);
    String before = api.get(GROUP).body();
    deployment.pass(Duration.ofMinutes(5));

    api.put(GROUP, group(60, List.of(with(rule("a"), "uid", "a-1")))).is(200);
    api.put(GROUP, Map.of("interval", 60)).is(200);
    assertThat(api.get(GROUP).body()).isEqualTo(before);
    Map<String, @Nullable Object> nulled = new TreeMap<>(Map.of("interval", 120));
    nulled.put("rules", null);
    api.put(GROUP, nulled).is(200);
    assertThat(api.get(GROUP).at("interval")).isEqualTo(120L);
    assertThat(api.get(GROUP).at("rules", 0, "uid")).isEqualTo("a-1");
    assertThat(api.get(GROUP).at("rules", 0, "updated")).isEqualTo("2026-03-01T08:05:00Z");
  }

  @Test
  void theAnswerToAGroupIsWhatWasSent() {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>(group(60, List.of(rule("a"))));
    sent.put("title", "another");
    sent.put("extra", "kept");

    Answer echo = api.put(GROUP, sent).is(200);
    assertThat(echo.at("title")).isEqualTo("g");
    assertThat(echo.at("folderUid")).isEqualTo("f");
    assertThat(echo.at("extra")).isEqualTo("kept");
    assertThat(object(echo, "rules", 0)).doesNotContainKey("uid");
    assertThat(String.valueOf(api.get(GROUP).at("rules", 0, "uid"))).isNotEmpty();
  }

  @Test
  void rulesOfTooManyGroupsAtOnceStayWhereTheyAre() {
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Map<String, @Nullable Object> rule = with(rule("r" + i), "uid", "uid-" + i);
      api.put("folder/f/rule-groups/of-" + i, group(60, List.of(rule))).is(200);
      rules.add(rule);
    }
    Answer refused = api.put("folder/f/rule-groups/all", group(60, rules)).is(400);
    assertThat(String.valueOf(refused.at("message"))).contains("thirty other groups");
    assertThat(api.get("alert-rules/uid-59").is(200).at("ruleGroup")).isEqualTo("of-59");
    api.get("folder/f/rule-groups/all").is(404);
    api.put("folder/f/rule-groups/all", group(60, rules.subList(0, 30))).is(200);
    assertThat(api.get("alert-rules/uid-29").is(200).at("ruleGroup")).isEqualTo("all");
  }

  @Test
  void rulesMoveIntoAGroupWithTheirNumbers() {
    Object number = api.post("alert-rules", with(rule("a"), "uid", "a-1")).at("id");

    api.put("folder/e/rule-groups/h", group(60, List.of(with(rule("a"), "uid", "a-1")))).is(200);

    api.get(GROUP).is(404);
    Answer moved = api.get("alert-rules/a-1").is(200);
    assertThat(moved.at("folderUID")).isEqualTo("e");
    assertThat(moved.at("ruleGroup")).isEqualTo("h");
    assertThat(moved.at("id")).isEqualTo(number);
    api.delete("folder/e/rule-groups/h").is(204);
    assertThat(api.post("alert-rules", rule("b")).at("id")).as("never given again").isEqualTo(2L);
  }

  @Test
  void provenanceIsTheHeadersWhateverItSays() {
    for (String value : List.of("", "false", "true", "disabled")) {
      Map<String, String> header = Map.of("X-DISABLE-provenance", value);
      Object uid = api.send("POST", "alert-rules", rule("r"), header).is(201).at("uid");
      assertThat(api.get("alert-rules/" + uid).at("provenance")).isNull();
    }
    api.put(GROUP, group(60, List.of(with(rule("a"), "uid", "a-1")))).is(200);
    assertThat(api.get("alert-rules/a-1").at("provenance")).isEqualTo("api");
    Map<String, Object> changed = group(60, List.of(with(rule("b"), "uid", "a-1")));
    api.send("PUT", GROUP, changed, Map.of("x-disable-provenance", "")).is(200);
    assertThat(api.get("alert-rules/a-1").at("provenance")).isNull();
    api.send("DELETE", GROUP, null, Map.of("x-disable-provenance", "")).is(204);
  }

  @Test
  void provenanceAloneIsAChangeOfAGroup() {
    Object same = group(60, List.of(with(rule("a"), "uid", "a-1"), with(rule("b"), "uid", "b-1")));
    Map<String, String> disabled = Map.of("x-disable-provenance", "");
    api.put(GROUP, same).is(200);
    for (Object body : List.of(same, Map.of("interval", 60))) { // also one that names no rules
      deployment.pass(Duration.ofMinutes(5));
      api.send("PUT", GROUP, body, disabled).is(200);
      assertThat(api.get("alert-rules/a-1").at("provenance")).isNull();
      assertThat(api.get("alert-rules/b-1").at("provenance")).isNull();
      assertThat(api.get("alert-rules/b-1").at("title")).isEqualTo("b");
      String once = api.get(GROUP).body();
      api.send("PUT", GROUP, body, disabled).is(200);
      assertThat(api.get(GROUP).body()).as("nothing is new any more").isEqualTo(once);
      api.put(GROUP, body).is(200);
      assertThat(api.get("alert-rules/a-1").at("provenance")).isEqualTo("api");
      assertThat(api.get("alert-rules/b-1").at("provenance")).isEqualTo("api");
    }
  }

  @Test
  void whatTheListShowsCanBePutBackVerbatim() {
    Map<String, @Nullable Object> rule = rule("r");
    rule.put("labels", Map.of("team", "ü \"x\""));
    rule.put("annotations", Map.of("__dashboardUid__", "d", "__panelId__", "4"));
    rule.put("isPaused", true);
    rule.put("keep_firing_for", "1h0m0s");
    rule.put("notification_settings", Map.of("receiver", "grafana-default-email"));
    Object uid = api.post("alert-rules", rule).is(201).at("uid");
    Object shown = api.get("alert-rules").at(0);

    assertThat(api.put("alert-rules/" + uid, shown).is(200).json()).isEqualTo(shown);
    Object whole = api.get(GROUP).json();
    api.put(GROUP, whole).is(200);
    assertThat(api.get(GROUP).json()).isEqualTo(whole);
  }

  @Test
  void namesOfGroupsAreAnyText() {
    for (String name :
        List.of("a/b", "two words", "\"quoted\"", "ünï 漢字 😀", "100%", "a+b", "?#&")) {
      String path = "folder/f/rule-groups/" + encoded(name);
      api.put(path, group(60, List.of(rule("in " + name)))).is(200);
      Answer read = api.get(path).is(200);
      assertThat(read.at("title")).isEqualTo(name);
      assertThat(read.at("rules", 0, "ruleGroup")).isEqualTo(name);
      api.delete(path).is(204);
      api.get(path).is(404);
    }
  }

  private static String encoded(String name) {
    return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }
}
