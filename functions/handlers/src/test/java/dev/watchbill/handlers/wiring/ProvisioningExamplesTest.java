package dev.watchbill.handlers.wiring;

import static dev.watchbill.handlers.wiring.Provisioning.email;
import static dev.watchbill.handlers.wiring.Provisioning.group;
import static dev.watchbill.handlers.wiring.Provisioning.point;
import static dev.watchbill.handlers.wiring.Provisioning.rule;
import static dev.watchbill.handlers.wiring.Provisioning.timing;
import static dev.watchbill.handlers.wiring.Provisioning.tree;
import static dev.watchbill.handlers.wiring.Provisioning.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.wiring.TestDeployment.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked examples A1 to A25 of spec grafana-alerting §18.7, in their order. */
class ProvisioningExamplesTest {
  private static final String GROUP = "folder/f/rule-groups/g";

  private final TestDeployment deployment = new TestDeployment();
  private final Provisioning api = new Provisioning(deployment);

  @BeforeEach
  void folder() {
    api.folder("f");
  }

  @Test
  void unknownRules() {
    Answer deleted = api.delete("alert-rules/unknown").is(204);
    assertThat(deleted.body()).as("A1").isEmpty();
    assertThat(api.get("alert-rules/unknown").is(404).body()).as("A2").isEmpty();
  }

  @Test
  void aGroupWithAnIntervalOnly() {
    api.put(GROUP, group(120, List.of(rule("a"), rule("b")))).is(200);

    api.put(GROUP, Map.of("interval", 60)).is(200);
    assertThat(api.get(GROUP).at("interval")).as("A3").isEqualTo(60L);
    assertThat(api.get(GROUP).at("rules", 1, "title")).as("A3").isEqualTo("b");
    assertThat(api.put(GROUP, Map.of("interval", 15)).is(400).at("message"))
        .as("A4")
        .isEqualTo(
            "invalid alert rule: interval (15s) should be non-zero and divided exactly by"
                + " scheduler interval: 10");
  }

  @Test
  void pendingPeriodsArePrintedAsPrometheusDoes() {
    Map.of("5m0s", "5m", "24h", "1d", "168h", "1w", "0", "0s", "90s", "1m30s")
        .forEach(
            (sent, shown) -> {
              Object uid = api.post("alert-rules", with(rule("r"), "for", sent)).is(201).at("uid");
              assertThat(api.get("alert-rules/" + uid).at("for")).as("A5, A6").isEqualTo(shown);
            });
    Object uid = api.post("alert-rules", with(rule("r"), "for", 90_000_000_000L)).at("uid");
    assertThat(api.get("alert-rules/" + uid).at("for")).isEqualTo("1m30s");
  }

  @Test
  void secretsOfAContactPoint() {
    Answer made = api.post("contact-points", point("s", "slack", slack("https://x", "#a"))).is(202);
    assertThat(made.at("settings")).as("A7").isEqualTo(slack("[REDACTED]", "#a"));
    Object uid = made.at("uid");
    assertThat(String.valueOf(uid)).as("A7").matches("[a-zA-Z0-9_-]{1,40}");

    api.put("contact-points/" + uid, point("s", "slack", slack("[REDACTED]", "#b"))).is(202);
    assertThat(api.get("contact-points?name=s").at(0, "settings"))
        .as("A8")
        .isEqualTo(slack("[REDACTED]", "#b"));
    // Had the word itself been stored, it would not be an address.
    api.put("contact-points/" + uid, point("s", "slack", slack("[REDACTED]", "#c"))).is(202);
    assertThat(
            api.put("contact-points/" + uid, point("s", "slack", Map.of("recipient", "#b")))
                .is(400)
                .at("message"))
        .as("A9")
        .isEqualTo(
            "invalid object specification: token must be specified when using the Slack chat API");
  }

  private static Map<String, String> slack(String url, String recipient) {
    return Map.of("url", url, "recipient", recipient);
  }

  @Test
  void policiesAndTheContactPointsTheyName() {
    Object uid = api.post("contact-points", email("ops")).at("uid");
    Map<String, String> header = Map.of("X-Disable-Provenance", "");
    api.put("policies", tree("ops")).is(202);
    assertThat(api.delete("contact-points/" + uid).is(409).at("messageId"))
        .as("A10")
        .isEqualTo("alerting.notifications.contact-points.referenced");

    api.send("PUT", "policies", tree("ops"), header).is(202);
    assertThat(api.get("policies").is(200).body()).as("A11").doesNotContain("provenance");
    assertThat(api.delete("policies").is(202).json())
        .as("A12")
        .isEqualTo(
            Map.of(
                "receiver",
                "grafana-default-email",
                "group_by",
                List.of("grafana_folder", "alertname")));
  }

  @Test
  void templates() {
    Answer made = api.put("templates/t", Map.of("template", "hi {{ .Status }}")).is(202);
    assertThat(made.at("name")).as("A13").isEqualTo("t");
    assertThat(made.at("template"))
        .as("A13")
        .isEqualTo("{{ define \"t\" }}\n  hi {{ .Status }}\n{{ end }}");
    assertThat(api.put("templates/t", Map.of("template", "{{ .Status ")).is(400).at("messageId"))
        .as("A14")
        .isEqualTo("alerting.notifications.templates.invalidFormat");
  }

  @Test
  void muteTimings() {
    api.post("mute-timings", timing("t")).is(201);
    assertThat(api.post("mute-timings", timing("t")).is(400).at("messageId"))
        .as("A15")
        .isEqualTo("alerting.notifications.time-intervals.nameExists");
    assertThat(api.put("mute-timings/nope", timing("nope")).is(404).at("message"))
        .as("A16")
        .isEqualTo("Time interval not found");
    api.put("policies", tree("grafana-default-email", Map.of("mute_time_intervals", List.of("t"))))
        .is(202);
    Answer refused = api.delete("mute-timings/t").is(409);
    assertThat(refused.at("messageId"))
        .as("A17")
        .isEqualTo("alerting.notifications.time-intervals.used");
    assertThat(refused.at("statusCode")).as("A17").isEqualTo(409L);
  }

  @Test
  void anUnknownNameIsAnEmptyList() {
    assertThat(api.get("contact-points?name=none").is(200).body()).as("A18").isEqualTo("[]");
  }

  @Test
  void withoutCredentials() {
    Answer refused =
        deployment.send("GET", "/api/v1/provisioning/alert-rules", "", "", Map.of()).is(401);
    assertThat(refused.at("message")).as("A19").isEqualTo("Unauthorized");
    assertThat(refused.at("messageId")).as("A19").isEqualTo("auth.unauthorized");
  }

  /** A20 says 400; the corrections turn the check off, since newer clients rely on that. */
  @Test
  void twoRulesOfAFolderMayHaveOneTitle() {
    api.post("alert-rules", rule("same")).is(201);
    api.post("alert-rules", rule("same")).is(201);
    assertThat(api.get("alert-rules").at(1, "title")).as("A20").isEqualTo("same");
  }

  @Test
  void aGroupIsExportedWithItsFolder() {
    assertThat(api.get("alert-rules/export?group=g").is(400).at("message"))
        .as("A21")
        .asString()
        .contains("folderUid");
  }

  // The legacy API, on the same rules and contact points

  private Answer legacy(String method, String path, String query, String body) {
    return deployment.raw(method, "/api/" + path, query, body, "application/json");
  }

  @Test
  void anAlertIsPausedOnce() {
    api.post("alert-rules", rule("r")).is(201);
    String body = "{\"paused\":true}";
    assertThat(legacy("POST", "alerts/1/pause", "", body).is(200).at("message"))
        .as("A22")
        .isEqualTo("alert paused");
    assertThat(api.get("alert-rules").at(0, "isPaused")).as("A22").isEqualTo(true);
    assertThat(legacy("POST", "alerts/1/pause", "", body).is(200).at("message"))
        .as("A22")
        .isEqualTo("Alert is already paused");
  }

  @Test
  void aChannelIsDeletedUnderTheOldSpelling() {
    String channel =
        "{\"name\":\"c\",\"type\":\"email\",\"settings\":{\"addresses\":\"a@example.com\"}}";
    assertThat(legacy("POST", "alert-notifications", "", channel).is(200).at("id"))
        .as("A23")
        .isEqualTo(1L);
    assertThat(legacy("DELETE", "alerts-notifications/1", "", "").is(200).json())
        .as("A23")
        .isEqualTo(Map.of("message", "Notification deleted"));
    assertThat(api.get("contact-points?name=c").body()).as("A23").isEqualTo("[]");
  }

  @Test
  void alertsOfSomeStatesInTheOrderOfTheirNames() {
    for (String name : List.of("b", "c", "a")) api.post("alert-rules", rule(name)).is(201);
    // Rules are not evaluated yet, so none is in one of the states of the example.
    assertThat(legacy("GET", "alerts", "state=alerting&state=ok&limit=1", "").is(200).body())
        .as("A24")
        .isEqualTo("[]");
    legacy("POST", "alerts/1/pause", "", "{\"paused\":true}").is(200);
    Answer both = legacy("GET", "alerts", "state=paused&state=unknown", "").is(200);
    for (int i = 0; i < 3; i++) {
      assertThat(both.at(i, "name")).as("A24").isEqualTo(List.of("a", "b", "c").get(i));
    }
    Answer first = legacy("GET", "alerts", "state=paused&state=unknown&limit=1", "").is(200);
    assertThat((List<?>) first.json()).as("A24").hasSize(1);
    assertThat(first.at(0, "name")).as("A24").isEqualTo("a");
  }

  @Test
  void aPauseThatIsNoJson() {
    api.post("alert-rules", rule("r")).is(201);
    legacy("POST", "alerts/1/pause", "", "{\"paused\":true}").is(200);
    assertThat(legacy("POST", "alerts/1/pause", "", "paused: true").is(400).at("message"))
        .as("A25")
        .isEqualTo("bad request data");
    assertThat(api.get("alert-rules").at(0, "isPaused")).as("A25").isEqualTo(true);
  }
}
