package dev.watchbill.handlers.oncall;

import static dev.watchbill.handlers.oncall.Session.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.jobs.EngineParts;
import dev.watchbill.handlers.oncall.Session.Answer;
import dev.watchbill.storage.DynamoAlerts;
import dev.watchbill.storage.DynamoTimers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntegrationsResourceTest {
  private final TestDeployment deployment = new TestDeployment(false);
  private final Session admin = new Session(deployment, TestDeployment.ADMIN);

  private String webhook() {
    return admin.post("integrations/", Map.of("type", "webhook")).is(201).id();
  }

  private Answer put(String id, @Nullable Object... members) {
    return admin.put("integrations/" + id + "/", object(members));
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsMadeAsItSays(IntegrationType type) {
    Answer answer = admin.post("integrations/", Map.of("type", type.slug()));
    if (type.creation() != IntegrationType.Creation.ALLOWED) {
      answer.is(400);
      assertThat(answer.text("detail")).isNotBlank();
      return;
    }
    answer.is(201);
    String link = (String) answer.at("link");
    if (type.advertisesLink()) {
      assertThat(link)
          .matches("https://watchbill.example/integrations/v1/" + type.slug() + "/\\w{25}/");
    } else {
      assertThat(link).isNull();
    }
    assertThat(answer.at("heartbeat") != null).isEqualTo(type.supportsHeartbeat());
    assertThat(answer.at("name")).asString().startsWith(type.title() + " :");
    assertThat(answer.at("default_route", "slack", "enabled")).isEqualTo(true);
    assertThat(answer.at("templates")).isInstanceOf(Map.class);
  }

  @Test
  void defaultNamesCountWhatThereEverWas() {
    Answer first = admin.post("integrations/", Map.of("type", "grafana")).is(201);
    assertThat(first.text("name")).isEqualTo("Grafana Legacy Alerting :blush:");
    admin.delete("integrations/" + first.id() + "/").is(204);
    Answer second = admin.post("integrations/", Map.of("type", "grafana")).is(201);
    assertThat(second.text("name")).isEqualTo("Grafana Legacy Alerting :ghost:");
    admin.post("integrations/", Map.of("type", "zabbix", "name", "Webhook :heart:")).is(201);
    // the name that comes next is taken already
    Answer third = admin.post("integrations/", Map.of("type", "webhook")).is(201);
    assertThat(third.text("name")).startsWith("Webhook :").isNotEqualTo("Webhook :heart:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":{}} | name",
        "{\"name\":\"\"} | name",
        "{\"description_short\":\"\"} | description_short",
        "{\"description_short\":[]} | description_short",
        "{\"team_id\":\"TNOPE\"} | team_id",
        "{\"team_id\":[1]} | team_id",
        "{\"default_route\":[]} | default_route",
        "{\"default_route\":{\"slack\":{\"enabled\":\"x\"}}} | slack",
        "{\"default_route\":{\"slack\":{\"channel_id\":\"C1\"}}} | detail",
        "{\"default_route\":{\"escalation_chain_id\":\"FNOPE\"}} | escalation_chain_id",
        "{\"templates\":5} | templates",
        "{\"templates\":{\"web\":{\"title\":true}}} | detail",
        "{\"templates\":{\"msteams\":{\"title\":\"{{\"}}} | detail",
        "{\"labels\":{}} | labels",
        "{\"labels\":[{\"key\":{\"name\":\"k\"}}]} | labels",
        "{\"labels\":[{\"key\":{\"name\":\"\"},\"value\":{\"name\":\"v\"}}]} | labels",
        "{\"labels\":[\"x\"]} | labels",
        "{\"dynamic_labels\":[{\"key\":{\"name\":\"k\"},\"value\":{\"name\":\"{% x\"}}]} |"
            + " dynamic_labels",
        "{\"heartbeat\":{\"timeout_seconds\":61}} | heartbeat",
        "{\"heartbeat\":{\"timeout_seconds\":null}} | heartbeat",
        "{\"heartbeat\":{\"timeout_seconds\":4294967356}} | heartbeat",
      })
  void whatIsWrongIsNamedAndNothingChanges(String body, String named) throws Json.Malformed {
    String id = webhook();
    Object before = admin.get("integrations/" + id).body();
    Object sent = Json.read(body.getBytes(StandardCharsets.UTF_8));
    Answer answer = admin.put("integrations/" + id + "/", sent == null ? "" : sent).is(400);
    assertThat(answer.at(named)).as(body).isNotNull();
    assertThat(admin.get("integrations/" + id).body()).isEqualTo(before);
  }

  @Test
  void allWrongFieldsAreToldAtOnce() {
    Answer answer =
        admin
            .post(
                "integrations/",
                object(
                    "name",
                    "",
                    "team_id",
                    "TNOPE",
                    "templates",
                    null,
                    "default_route",
                    object("slack", 1)))
            .is(400);
    assertThat((Map<?, ?>) answer.body())
        .extracting(map -> map.keySet())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.collection(Object.class))
        .containsExactlyInAnyOrder("type", "name", "team_id", "templates", "slack");
  }

  @Test
  void labelsAreKeptInOrderUntilTheyAreCleared() {
    var labels = List.of(label("b", "2"), label("a", "1"), label("b", "3"));
    String id = webhook();
    put(id, "labels", labels, "dynamic_labels", List.of(label("s", "{{ payload.x }}"))).is(200);
    Answer shown = put(id, "name", "other").is(200);
    assertThat(shown.at("labels", 0, "key", "name")).isEqualTo("b");
    assertThat(shown.at("labels", 2, "value", "id")).isEqualTo("3");
    assertThat(shown.at("dynamic_labels", 0, "value", "name")).isEqualTo("{{ payload.x }}");
    assertThat(put(id, "labels", List.of()).is(200).at("labels")).isEqualTo(List.of());
    assertThat(admin.get("integrations/" + id).at("dynamic_labels", 0)).isNotNull();
  }

  private static Map<String, @Nullable Object> label(String key, String value) {
    return object("key", object("name", key), "value", object("name", value));
  }

  @Test
  void theHeartbeatTimeoutMovesItsCheck() {
    String id = webhook();
    assertThat(admin.get("integrations/" + id).at("heartbeat", "timeout_seconds")).isEqualTo(600L);
    put(id, "heartbeat", object("timeout_seconds", 60)).is(200);
    DynamoTimers timers = new DynamoTimers(deployment.table);
    var far = deployment.now().plus(Duration.ofDays(3));
    assertThat(timers.due(TimerKind.HEARTBEAT_CHECK, far, 10)).as("no signal yet").isEmpty();

    Heartbeat heartbeat = deployment.heartbeats.find("OFIRST", id).orElseThrow();
    var signal = deployment.now();
    assertThat(
            EngineParts.changes(deployment.table)
                .commit(
                    Change.at(signal)
                        .replace(heartbeat, heartbeat.signalled(signal))
                        .set(
                            Timer.at(
                                TimerKind.HEARTBEAT_CHECK, signal.plusSeconds(60), "OFIRST", id))))
        .isEqualTo(new Committed.Done());
    Answer longer = put(id, "heartbeat", object("timeout_seconds", 3600)).is(200);
    assertThat(longer.at("heartbeat", "timeout_seconds")).isEqualTo(3600L);
    assertThat(longer.at("heartbeat", "link")).asString().endsWith("/heartbeat/");
    assertThat(timers.due(TimerKind.HEARTBEAT_CHECK, far, 10))
        .extracting(Timer::due)
        .containsExactly(signal.plusSeconds(3600));
    put(id, "heartbeat", object("timeout_seconds", 0)).is(200);
    assertThat(timers.due(TimerKind.HEARTBEAT_CHECK, far, 10)).isEmpty();
  }

  @Test
  void aTypeWithoutHeartbeatHasNoTimeout() {
    Answer answer =
        admin.post(
            "integrations/",
            object("type", "kapacitor", "heartbeat", object("timeout_seconds", 60)));
    assertThat(answer.is(400).at("heartbeat")).isNotNull();
    admin.post("integrations/", object("type", "kapacitor", "heartbeat", null)).is(201);
  }

  /** Of the demo alert that an answer names. */
  private String payload(Answer told) {
    return new DynamoAlerts(deployment.table, deployment::now)
        .find(
            "OFIRST",
            String.valueOf(told.at("alert_group_id")),
            String.valueOf(told.at("alert_id")))
        .orElseThrow()
        .payload();
  }

  @Test
  void aDemoAlertIsTheBodyOrTheExample() {
    String id = webhook();
    var told = admin.send("POST", "integrations/" + id + "/demo_alert/", null).is(200);
    assertThat(payload(told)).contains("demonstration");
    assertThat(payload(admin.post("integrations/" + id + "/demo_alert", object("a", 1)).is(200)))
        .isEqualTo("{\"a\":1}");
    admin.send("POST", "integrations/CNOPE/demo_alert/", null).is(404);
  }

  @Test
  void deletingEndsTheMaintenance() {
    String id = webhook();
    admin
        .post(
            "integrations/" + id + "/maintenance_start/",
            object("mode", "maintenance", "duration", 3600))
        .is(200);
    admin.delete("integrations/" + id + "/").is(204);
    admin.get("integrations/" + id + "/").is(404);
    assertThat(deployment.integrations.findEvenDeleted("OFIRST", id).orElseThrow().maintenance())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"0", "-5", "1.5", "true", "315360001", "''"})
  void maintenanceNeedsALength(String duration) {
    Object value =
        switch (duration) {
          case "true" -> true;
          case "1.5" -> 1.5;
          default -> duration;
        };
    Answer answer =
        admin.post(
            "integrations/" + webhook() + "/maintenance_start/",
            object("mode", "debug", "duration", value));
    assertThat(answer.is(400).at("duration")).isNotNull();
  }

  @Test
  void tooManyTemplatesAreRefusedAndNothingChanges() {
    String id = webhook();
    String long1 = "x".repeat(49_000);
    var three = object("title", long1, "message", long1, "image_url", long1);
    Answer answer =
        put(id, "templates", object("slack", three, "web", three, "telegram", three)).is(400);
    assertThat(answer.text("detail")).contains("bytes");
    assertThat(admin.get("integrations/" + id).at("templates", "slack", "title")).isNull();
  }

  @Test
  void theBodyOfAnUnknownOneIsNotLookedAt() {
    admin.put("integrations/CNOPE/", List.of()).is(404);
    admin.post("integrations/CNOPE/maintenance_start/", List.of()).is(404);
  }

  @Test
  void teamsAreFilteredAndNull() {
    String team = admin.post("teams/", object("name", "t")).is(201).id();
    String mine =
        admin.post("integrations/", object("type", "webhook", "team_id", team)).is(201).id();
    String nobodys = webhook();
    Answer ofTeam = admin.get("integrations/?team_id=" + team);
    assertThat(ofTeam.at("count")).as("with the one that takes what is asked of it").isEqualTo(2L);
    assertThat(List.of(ofTeam.at("results", 0, "id"), ofTeam.at("results", 1, "id")))
        .contains(mine);
    assertThat(List.of(ofTeam.at("results", 0, "type"), ofTeam.at("results", 1, "type")))
        .contains("direct_paging");
    assertThat(admin.get("integrations/?team_id=null").at("results", 0, "id")).isEqualTo(nobodys);
    assertThat(admin.get("integrations/?team_id=null").at("count")).isEqualTo(1L);
    assertThat(admin.delete("teams/" + team + "/").is(400).text("detail")).contains("team");
  }
}
