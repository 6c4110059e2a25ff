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

/** Alerts in dashboards and their rules (spec grafana-alerting §16, §17, §18.7). */
class LegacyAlertingTest {
  private final TestDeployment deployment = new TestDeployment();

  @BeforeEach
  void aDataSource() {
    send(
            "POST",
            "/api/datasources",
            Map.of(
                "name",
                "prom",
                "type",
                "prometheus",
                "uid",
                "prom",
                "access",
                "proxy",
                "isDefault",
                true))
        .is(200);
  }

  private Answer send(String method, String path, @Nullable Object body) {
    return text(method, path, body == null ? "" : Json.write(body));
  }

  private Answer text(String method, String path, String body) {
    int question = path.indexOf('?');
    return deployment.raw(
        method,
        question < 0 ? path : path.substring(0, question),
        question < 0 ? "" : path.substring(question + 1),
        body,
        "application/json");
  }

  private Answer get(String path) {
    return send("GET", path, null);
  }

  private static Map<String, Object> panel(long id, String name, String frequency) {
    Map<String, Object> condition =
        Map.of(
            "type", "query",
            "query", Map.of("params", List.of("A", "5m", "now")),
            "reducer", Map.of("type", "avg", "params", List.of()),
            "evaluator", Map.of("type", "gt", "params", List.of(80)),
            "operator", Map.of("type", "and"));
    return Map.of(
        "id", id,
        "targets", List.of(Map.of("refId", "A", "expr", "up")),
        "alert",
            Map.of(
                "name",
                name,
                "message",
                "Someone is trying to break in through the fire place",
                "frequency",
                frequency,
                "for",
                "5m",
                "handler",
                1,
                "conditions",
                List.of(condition)));
  }

  @SafeVarargs
  private Answer save(Map<String, ?> more, Map<String, Object>... panels) {
    Map<String, Object> dashboard = new LinkedHashMap<>();
    dashboard.put("title", "Sensors");
    dashboard.put("uid", "sens");
    dashboard.put("tags", List.of("home"));
    dashboard.put("panels", List.of(panels));
    Map<String, Object> body = new LinkedHashMap<>();
    more.forEach(
        (name, value) ->
            (name.equals("overwrite") || name.startsWith("folder") ? body : dashboard)
                .put(name, value));
    body.put("dashboard", dashboard);
    return send("POST", "/api/dashboards/db", body);
  }

  private List<@Nullable Object> each(String path, String member) {
    List<@Nullable Object> values = new ArrayList<>();
    if (get(path).is(200).json() instanceof List<?> list) {
      for (Object item : list) values.add(item instanceof Map<?, ?> map ? map.get(member) : null);
    }
    return values;
  }

  // Dashboards become rules

  /** The examples of the document: one alert, listed, alone, paused. */
  @Test
  void theExamplesOfTheDocument() {
    save(Map.of(), panel(1, "fire place sensor", "60s")).is(200);

    for (String path : List.of("/api/alerts", "/api/alerts/")) {
      Answer list = get(path).is(200);
      assertThat(list.at(0, "id")).isEqualTo(1L);
      assertThat(list.at(0, "dashboardId")).isEqualTo(1L);
      assertThat(list.at(0, "panelId")).isEqualTo(1L);
      assertThat(list.at(0, "name")).isEqualTo("fire place sensor");
      assertThat(list.at(0, "message"))
          .isEqualTo("Someone is trying to break in through the fire place");
      // Nothing is evaluated yet.
      assertThat(list.at(0, "state")).isEqualTo("unknown");
      assertThat(list.at(0, "newStateDate")).isEqualTo("2026-03-01T08:00:00Z");
      assertThat(list.at(0, "executionError")).isEqualTo("");
      assertThat(list.at(0, "dashboardUri"))
          .isEqualTo("https://oncall.example/dashboard/db/sensors");
      assertThat(list.at(0, "url")).isEqualTo("/d/sens/sensors");
    }
    Answer one = get("/api/alerts/1").is(200);
    assertThat(one.at("panelId")).isEqualTo(1L);
    assertThat(one.at("PanelId")).isEqualTo(1L);
    assertThat(one.at("Frequency")).isEqualTo(60L);
    assertThat(one.at("For")).isEqualTo(300_000_000_000L);
    assertThat(one.at("Settings", "frequency")).isEqualTo("60s");

    Answer paused =
        text("POST", "/api/alerts/1/pause", "{\n  \"alertId\": 1,\n  \"paused\": true\n}").is(200);
    assertThat(paused.json())
        .isEqualTo(Map.of("alertId", 1L, "state", "Paused", "message", "alert paused"));
    assertThat(get("/api/alerts/1").at("state")).isEqualTo("paused");
    assertThat(send("POST", "/api/alerts/1/pause", Map.of("paused", true)).is(200).json())
        .isEqualTo(Map.of("alertId", 1L, "state", "paused", "message", "Alert is already paused"));
    assertThat(text("POST", "/api/alerts/1/pause", "").is(200).at("message"))
        .isEqualTo("alert un-paused");
    assertThat(text("POST", "/api/alerts/1/pause", "{}").is(200).at("state"))
        .isEqualTo("un-paused");
    // As it is printed there, it is no JSON.
    text("POST", "/api/alerts/1/pause", "{\"alertId\": 1, \"paused: true}").is(400);
  }

  @Test
  void anAlertOfAPanelIsARuleOfEveryDialect() {
    save(Map.of(), panel(4, "cpu", "15s"), panel(5, "disk", "1m")).is(200);

    Answer rules = get("/api/v1/provisioning/alert-rules").is(200);
    assertThat(rules.at(1, "title")).isEqualTo("cpu");
    assertThat(rules.at(1, "ruleGroup")).isEqualTo("sens/20s");
    assertThat(rules.at(1, "for")).isEqualTo("5m");
    assertThat(rules.at(1, "condition")).isEqualTo("B");
    assertThat(rules.at(1, "annotations", "__panelId__")).isEqualTo("4");
    assertThat(rules.at(1, "provenance")).isNull();
    assertThat(rules.at(0, "ruleGroup")).isEqualTo("sens/1m");
    assertThat(get("/api/folders").is(200).at(0, "title")).isEqualTo("General Alerting");
    send("POST", "/api/alerts/1/pause", Map.of("paused", true)).is(200);
    assertThat(get("/api/v1/provisioning/alert-rules").at(1, "isPaused")).isEqualTo(true);
  }

  @Test
  void savingAgainChangesInPlaceAndNumbersAreNeverUsedAgain() {
    save(Map.of(), panel(4, "cpu", "60s"), panel(5, "disk", "60s")).is(200);
    send("POST", "/api/alerts/1/pause", Map.of("paused", true)).is(200);

    Answer again = save(Map.of("version", 1), panel(4, "cpu hot", "2m"), panel(6, "net", "1m"));
    assertThat(again.is(200).at("version")).isEqualTo(2L);
    assertThat(each("/api/alerts", "name")).containsExactly("cpu hot", "net");
    assertThat(each("/api/alerts", "id")).containsExactly(1L, 3L);
    assertThat(each("/api/alerts", "state")).containsExactly("paused", "unknown");

    assertThat(send("DELETE", "/api/dashboards/uid/sens", null).is(200).at("message"))
        .isEqualTo("Dashboard Sensors deleted");
    assertThat(get("/api/alerts").body()).isEqualTo("[]");
    assertThat(get("/api/v1/provisioning/alert-rules").body()).isEqualTo("[]");
    save(Map.of(), panel(4, "cpu", "60s")).is(200);
    assertThat(each("/api/alerts", "id")).containsExactly(4L);
    assertThat(get("/api/dashboards/uid/sens").at("dashboard", "id")).isEqualTo(2L);
  }

  @Test
  void anInvalidAlertStoresNothing() {
    Answer refused = save(Map.of(), panel(4, "cpu", "60s"), panel(5, "x", "soon")).is(422);

    assertThat(String.valueOf(refused.at("message")))
        .isEqualTo(
            "alert validation error: time unit not supported. supported units: [s m h d] PanelId: 5");
    get("/api/dashboards/uid/sens").is(404);
    assertThat(get("/api/alerts").body()).isEqualTo("[]");
    assertThat(get("/api/folders").body()).isEqualTo("[]");
  }

  @Test
  void whoeverReadAnotherVersionIsTold() {
    save(Map.of()).is(200);

    Answer stale = save(Map.of()).is(412);
    assertThat(stale.at("status")).isEqualTo("version-mismatch");
    Answer named =
        send("POST", "/api/dashboards/db", Map.of("dashboard", Map.of("title", "sensors"))).is(412);
    assertThat(named.at("status")).isEqualTo("name-exists");
    save(Map.of("overwrite", true)).is(200);
    Answer missing = save(Map.of("id", 99)).is(404);
    assertThat(missing.at("message")).isEqualTo("Dashboard not found");
    save(Map.of("folderUid", "nowhere", "overwrite", true)).is(400);
    save(Map.of("uid", "no spaces")).is(400);
    save(Map.of("title", " ")).is(400);
    send("POST", "/api/dashboards/db", Map.of()).is(400);
    text("POST", "/api/dashboards/db", "{").is(400);
  }

  @Test
  void aDashboardComesBackAsItWasSent() {
    send("POST", "/api/folders", Map.of("uid", "f", "title", "House")).is(200);
    save(Map.of("folderUid", "f", "own", List.of(1, 2)), panel(1, "a", "60s")).is(200);

    Answer read = get("/api/dashboards/uid/sens").is(200);
    assertThat(read.at("dashboard", "own")).isEqualTo(List.of(1L, 2L));
    assertThat(read.at("dashboard", "version")).isEqualTo(1L);
    assertThat(read.at("meta", "folderTitle")).isEqualTo("House");
    assertThat(get("/api/v1/provisioning/alert-rules").at(0, "folderUID")).isEqualTo("f");
    assertThat(each("/api/alerts?folderId=1", "name")).containsExactly("a");
    assertThat(get("/api/alerts?folderId=0").body()).isEqualTo("[]");
  }

  // Lists

  @Test
  void listsAreFilteredAndInOrder() {
    save(Map.of(), panel(1, "b", "60s"), panel(2, "a", "60s"), panel(3, "c", "1m")).is(200);
    send("POST", "/api/alerts/1/pause", Map.of("paused", true)).is(200);

    assertThat(each("/api/alerts", "name")).containsExactly("a", "b", "c");
    assertThat(each("/api/alerts?state=paused&state=ok&limit=1", "name")).containsExactly("b");
    assertThat(each("/api/alerts?state=not_paused", "name")).containsExactly("a", "c");
    assertThat(each("/api/alerts?state=ALL", "name")).hasSize(3);
    assertThat(each("/api/alerts?dashboardId=1&panelId=3", "name")).containsExactly("c");
    assertThat(each("/api/alerts?dashboardId=x", "name")).hasSize(3);
    assertThat(each("/api/alerts?dashboardId=7", "name")).isEmpty();
    assertThat(each("/api/alerts?dashboardQuery=SENS&dashboardTag=home", "name")).hasSize(3);
    assertThat(each("/api/alerts?dashboardTag=away", "name")).isEmpty();
    assertThat(each("/api/alerts?query=C", "name")).containsExactly("c");
    assertThat(each("/api/alerts/states-for-dashboard?dashboardId=1", "state"))
        .containsExactlyInAnyOrder("paused", "unknown", "unknown");
    assertThat(get("/api/alerts/states-for-dashboard").is(400).at("message"))
        .isEqualTo("Missing query parameter dashboardId");
  }

  @Test
  void allArePausedAtOnce() {
    save(Map.of(), panel(1, "b", "60s"), panel(2, "a", "60s")).is(200);
    send("POST", "/api/alerts/1/pause", Map.of("paused", true)).is(200);

    assertThat(send("POST", "/api/admin/pause-all-alerts", Map.of("paused", true)).is(200).json())
        .isEqualTo(Map.of("state", "Paused", "message", "alerts paused", "alertsAffected", 1L));
    assertThat(each("/api/alerts", "state")).containsExactly("paused", "paused");
    get("/api/admin/anything").is(404);
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    assertThat(get("/api/alerts/x").is(400).at("message")).isEqualTo("alertId is invalid");
    assertThat(get("/api/alerts/9").is(404).at("message")).isEqualTo("Alert not found");
    send("POST", "/api/alerts/9/pause", Map.of("paused", true)).is(404);
    send("POST", "/api/alerts/1/pause", List.of()).is(400);
    send("DELETE", "/api/alerts/1", null).is(405);
    get("/api/alerts/1/2/3").is(404);
  }

  @Test
  void aTestOfAnAlertSaysWhatItCannotDo() {
    save(Map.of(), panel(1, "b", "60s")).is(200);
    Map<String, Object> saved =
        Map.of("id", 1, "title", "Sensors", "panels", List.of(panel(1, "b", "60s")));

    Answer tested =
        send("POST", "/api/alerts/test", Map.of("dashboard", saved, "panelId", 1)).is(200);
    assertThat(tested.at("firing")).isEqualTo(false);
    assertThat(tested.at("state")).isEqualTo("unknown");
    assertThat(String.valueOf(tested.at("error"))).contains("not evaluated");
    send("POST", "/api/alerts/test", Map.of("dashboard", Map.of(), "panelId", 1)).is(400);
    send("POST", "/api/alerts/test", Map.of("dashboard", saved, "panelId", 2)).is(422);
  }

  // Channels

  /** The examples of the document, with the JSON mended. */
  @Test
  void theChannelsOfTheDocument() {
    String sent =
        "{\"name\": \"new alert notification\", \"type\": \"email\", \"isDefault\": false,"
            + " \"settings\": {\"addresses\": \"carl@grafana.com;dev@grafana.com\"}}";
    Answer made = text("POST", "/api/alerts-notifications", sent).is(200);
    assertThat(made.at("id")).isEqualTo(1L);
    assertThat(made.at("name")).isEqualTo("new alert notification");
    assertThat(made.at("type")).isEqualTo("email");
    assertThat(made.at("isDefault")).isEqualTo(false);
    assertThat(made.at("settings"))
        .isEqualTo(Map.of("addresses", "carl@grafana.com;dev@grafana.com"));
    assertThat(made.at("created")).isEqualTo("2026-03-01T08:00:00Z");
    assertThat(made.at("updated")).isEqualTo("2026-03-01T08:00:00Z");
    // As it is printed there, it is no JSON.
    text(
            "POST",
            "/api/alerts-notifications",
            "{\"name\": \"x\",  //Required\n\"type\":  \"email\"}")
        .is(400);

    assertThat(
            text("PUT", "/api/alerts-notifications/1", sent.replace("new", "old"))
                .is(200)
                .at("name"))
        .isEqualTo("old alert notification");
    assertThat(get("/api/alert-notifications/1").at("name")).isEqualTo("old alert notification");
    assertThat(send("DELETE", "/api/alerts-notifications/1", null).is(200).json())
        .isEqualTo(Map.of("message", "Notification deleted"));
    get("/api/alerts-notifications/1").is(404);
  }

  @Test
  void contactPointsAreChannelsUnderBothSpellings() {
    for (String path : List.of("/api/alert-notifications", "/api/alerts-notifications")) {
      Answer list = get(path).is(200);
      assertThat(list.at(0, "name")).isEqualTo("grafana-default-email");
      assertThat(list.at(0, "isDefault")).isEqualTo(true);
      Object uid = list.at(0, "uid");
      assertThat(get(path + "/" + list.at(0, "id")).is(200).at("uid")).isEqualTo(uid);
      assertThat(get(path + "/uid/" + uid).is(200).at("id")).isEqualTo(list.at(0, "id"));
      assertThat(get(path + "/lookup").is(200).at(0))
          .isEqualTo(
              Map.of(
                  "id",
                  1L,
                  "uid",
                  String.valueOf(uid),
                  "name",
                  "grafana-default-email",
                  "type",
                  "email",
                  "isDefault",
                  true));
      send("DELETE", path + "/uid/" + uid, null).is(409);
      assertThat(send("DELETE", path + "/77", null).is(404).at("message"))
          .isEqualTo("alert notification not found");
      send("GET", path + "/x", null).is(400);
      send("PATCH", path, Map.of()).is(405);
    }
  }

  @Test
  void secretsAreKeptAndNeverShown() {
    Map<String, Object> slack =
        Map.of(
            "name", "chat",
            "type", "slack",
            "sendReminder", true,
            "frequency", "15m",
            "settings", Map.of("recipient", "#a", "url", "https://hooks.example/secret"));
    Answer made = send("POST", "/api/alert-notifications", slack).is(200);
    assertThat(made.body()).doesNotContain("secret\"").doesNotContain("hooks.example");
    assertThat(made.at("secureFields")).isEqualTo(Map.of("url", true));
    assertThat(made.at("frequency")).isEqualTo("15m");

    Map<String, Object> changed =
        Map.of("name", "chat", "type", "slack", "settings", Map.of("recipient", "#b"));
    Answer put = send("PUT", "/api/alert-notifications/uid/" + made.at("uid"), changed).is(200);
    assertThat(put.at("secureFields")).isEqualTo(Map.of("url", true));
    assertThat(put.at("sendReminder")).isEqualTo(false);
    Answer point = get("/api/v1/provisioning/contact-points?name=chat").is(200);
    assertThat(point.at(0, "settings")).isEqualTo(Map.of("recipient", "#b", "url", "[REDACTED]"));
    Map<String, Object> emptied = new LinkedHashMap<>(changed);
    emptied.put("secureSettings", Map.of("url", ""));
    send("PUT", "/api/alert-notifications/uid/" + made.at("uid"), emptied).is(400);
  }

  @Test
  void badChannelsAreRefused() {
    Map<String, Object> good =
        Map.of("name", "a", "type", "email", "settings", Map.of("addresses", "a@b.example"));
    send("POST", "/api/alert-notifications", good).is(200);
    assertThat(send("POST", "/api/alert-notifications", good).is(409).at("message"))
        .isEqualTo("Failed to create alert notification");
    for (Map<String, ?> wrong :
        List.of(
            Map.of("name", ""),
            Map.of("type", ""),
            Map.of("type", "pigeon"),
            Map.of("type", "hipchat"),
            Map.of("settings", List.of()),
            Map.of("settings", Map.of()),
            Map.of("sendReminder", true),
            Map.of("sendReminder", true, "frequency", "often"),
            Map.of("sendReminder", true, "frequency", "-1m"),
            Map.of("uid", "no spaces"))) {
      Map<String, Object> body = new LinkedHashMap<>(good);
      body.put("name", "b");
      body.putAll(wrong);
      send("POST", "/api/alert-notifications", body).is(400);
    }
    assertThat(each("/api/alert-notifications", "name"))
        .containsExactlyInAnyOrder("grafana-default-email", "a");
    assertThat(send("POST", "/api/alert-notifications/test", good).is(412).at("message"))
        .asString()
        .startsWith("Failed to send alert notifications");
    send("POST", "/api/alert-notifications/test", Map.of("type", "email")).is(400);
  }

  @Test
  void policiesFollowARenamedChannelAndPanelsNameChannels() {
    Map<String, Object> ops =
        Map.of("name", "ops", "type", "email", "settings", Map.of("addresses", "a@b.example"));
    Answer made = send("POST", "/api/alert-notifications", ops).is(200);
    send("PUT", "/api/v1/provisioning/policies", Map.of("receiver", "ops")).is(202);
    assertThat(get("/api/alert-notifications/" + made.at("id")).at("isDefault")).isEqualTo(true);

    Map<String, Object> renamed = new LinkedHashMap<>(ops);
    renamed.put("name", "oncall");
    send("PUT", "/api/alert-notifications/" + made.at("id"), renamed).is(200);
    assertThat(get("/api/v1/provisioning/policies").at("receiver")).isEqualTo("oncall");

    Map<String, Object> panel = new LinkedHashMap<>(panel(1, "a", "60s"));
    Map<String, Object> alert = new LinkedHashMap<>();
    ((Map<?, ?>) panel.getOrDefault("alert", Map.of()))
        .forEach((name, value) -> alert.put(String.valueOf(name), value));
    alert.put("notifications", List.of(Map.of("id", made.at("id")), Map.of("uid", "gone")));
    panel.put("alert", alert);
    save(Map.of(), panel).is(200);
    assertThat(get("/api/v1/provisioning/alert-rules").at(0, "labels", "__legacy_channels__"))
        .isEqualTo("," + made.at("uid") + ",");
  }

  @Test
  void theTypesOfChannelsAreListed() {
    assertThat(each("/api/alert-notifiers", "type"))
        .contains("email", "slack", "webhook", "LINE")
        .doesNotContain("hipchat", "sensu");
    assertThat(get("/api/alert-notifiers").at(0, "options", 0, "propertyName")).isEqualTo("url");
  }

  @Test
  void rolesAreNeeded() {
    assertThat(deployment.send("GET", "/api/alerts", "", "", Map.of()).is(401).at("message"))
        .isEqualTo("Unauthorized");
  }

  @Test
  void aChannelWithAnotherUidIsTheSameChannel() {
    Map<String, Object> ops =
        Map.of(
            "name", "ops",
            "uid", "before",
            "type", "slack",
            "isDefault", true,
            "sendReminder", true,
            "frequency", "15m",
            "settings", Map.of("url", "https://hooks.example/secret"));
    Object number = send("POST", "/api/alert-notifications", ops).is(200).at("id");
    Map<String, Object> other = new LinkedHashMap<>(ops);
    other.put("name", "other");
    other.put("uid", "taken");
    send("POST", "/api/alert-notifications", other).is(200);
    Map<String, Object> panel = new LinkedHashMap<>(panel(1, "a", "60s"));
    Map<String, Object> alert = new LinkedHashMap<>();
    ((Map<?, ?>) panel.getOrDefault("alert", Map.of()))
        .forEach((name, value) -> alert.put(String.valueOf(name), value));
    alert.put("notifications", List.of(Map.of("uid", "taken"), Map.of("uid", "before")));
    panel.put("alert", alert);
    save(Map.of(), panel).is(200);
    send("PUT", "/api/v1/provisioning/policies", Map.of("receiver", "ops")).is(202);

    Map<String, Object> renamed = new LinkedHashMap<>(ops);
    renamed.remove("settings"); // its secret stays
    renamed.put("settings", Map.of());
    renamed.put("uid", "after");
    renamed.put("name", "on call");
    Map<String, Object> conflicting = new LinkedHashMap<>(renamed);
    conflicting.put("uid", "taken");
    assertThat(
            send("PUT", "/api/alert-notifications/uid/before", conflicting).is(409).at("message"))
        .isEqualTo("Failed to update alert notification");
    for (String bad : List.of("no spaces", "x".repeat(41))) {
      conflicting.put("uid", bad);
      send("PUT", "/api/alert-notifications/uid/before", conflicting).is(400);
    }
    assertThat(get("/api/alert-notifications/uid/before").is(200).at("name")).isEqualTo("ops");

    Answer after = send("PUT", "/api/alert-notifications/" + number, renamed).is(200);
    assertThat(after.at("id")).isEqualTo(number);
    assertThat(after.at("uid")).isEqualTo("after");
    assertThat(after.at("secureFields")).isEqualTo(Map.of("url", true));
    get("/api/alert-notifications/uid/before").is(404);
    assertThat(get("/api/alert-notifications/uid/after").is(200).at("frequency")).isEqualTo("15m");
    assertThat(get("/api/v1/provisioning/policies").at("receiver")).isEqualTo("on call");
    assertThat(get("/api/v1/provisioning/alert-rules").at(0, "labels", "__legacy_channels__"))
        .isEqualTo(",after,taken,");
    assertThat(each("/api/alert-notifications", "id")).doesNotHaveDuplicates().hasSize(3);

    // The uid is free again, for a channel with a number of its own.
    Map<String, Object> again = new LinkedHashMap<>(ops);
    again.put("name", "again");
    assertThat(send("POST", "/api/alert-notifications", again).is(200).at("id")).isEqualTo(4L);
  }
}
