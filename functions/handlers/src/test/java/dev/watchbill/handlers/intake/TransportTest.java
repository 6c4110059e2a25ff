package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.handlers.http.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, order of checks, statuses and bodies (spec oncall-behaviour §1.1 to §1.4, §1.8). */
class TransportTest {
  private static final String JSON = "application/json";
  private static final String UNKNOWN = "UNKNOWNTOKENUNKNOWNTOKEN1";

  private final IntakeWorld world = new IntakeWorld();
  private final Integration webhook = world.integration(IntegrationType.WEBHOOK);
  private final Integration alertmanager = world.integration(IntegrationType.ALERTMANAGER);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "application/json | {\"a\":1} | 200 | \"Ok.\" | 1",
        "application/json; charset=utf-8 | [1] | 200 | \"Ok.\" | 1",
        "application/json | `` | 200 | \"Ok.\" | 1",
        "- | `` | 200 | \"Ok.\" | 1",
        "application/json | \"text\" | 200 | \"Ok.\" | 1",
        "application/json | 5 | 200 | \"Ok.\" | 1",
        "application/json | false | 200 | \"Ok.\" | 1",
        "application/json | {\"a\":1,\"a\":2} | 200 | \"Ok.\" | 1",
        "application/json | {\"a\":\"\\ud800\"} | 200 | \"Ok.\" | 1",
        "application/x-www-form-urlencoded | a=1&b=2&a=3 | 200 | \"Ok.\" | 1",
        "application/json | null | 400 | Payload is required | 0",
        "application/json | {bad | 400 | {\"detail\":\"JSON parse error - * | 0",
        "application/json | {\"a\":NaN} | 200 | \"Ok.\" | 1",
        "application/json | {\"a\":1e999} | 200 | \"Ok.\" | 1",
        "application/json | {\"a\":1} {} | 400 | {\"detail\":\"JSON parse error - * | 0",
        "text/plain | hello | 200 | \"Ok.\" | 1",
        "application/xml | <a/> | 200 | \"Ok.\" | 1",
        "- | hello | 200 | \"Ok.\" | 1",
        "application/x-www-form-urlencoded | a=%zz | 200 | \"Ok.\" | 1",
        "multipart/form-data | x | 400 | {\"detail\":\"Multipart form parse error - * | 0",
      })
  void bodiesOfTheGenericAddress(
      @Nullable String contentType, String body, int status, String answer, int alerts) {
    Response response = world.send("POST", world.link(webhook), contentType, body);
    assertThat(response.status()).as("%s", response.body()).isEqualTo(status);
    if (answer.endsWith("*")) {
      assertThat(response.body()).startsWith(answer.substring(0, answer.length() - 1));
      assertThat(response.headers()).containsEntry("content-type", JSON);
    } else {
      assertThat(response.body()).isEqualTo(answer);
      assertThat(response.headers().get("content-type"))
          .isEqualTo(status == 200 ? JSON : "text/plain; charset=utf-8");
    }
    assertThat(world.groupsOf(webhook)).hasSize(alerts);
  }

  @Test
  void formsBecomeFlatObjects() {
    world.send(
        "POST", world.link(webhook), "application/x-www-form-urlencoded", "a=1&b=%C3%BC&a=3");
    world.send(
        "POST",
        world.link(webhook),
        "multipart/form-data; boundary=B",
        "--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nv\r\n--B--\r\n");
    assertThat(world.groupsOf(webhook))
        .map(group -> world.alertsOf(group).getFirst().payload())
        .containsExactly("{\"a\":\"3\",\"b\":\"ü\"}", "{\"f\":\"v\"}");
  }

  @Test
  void filesAreRefused() {
    Response response =
        world.send(
            "POST",
            world.link(webhook),
            "multipart/form-data; boundary=B",
            "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nv\r\n--B--\r\n");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("File uploads are not allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "null", "\"x\"", "5"})
  void familiesTakeOnlyObjects(String body) {
    for (IntegrationType type :
        new IntegrationType[] {
          IntegrationType.ALERTMANAGER,
          IntegrationType.GRAFANA_ALERTING,
          IntegrationType.GRAFANA_DASHBOARD,
          IntegrationType.LEGACY_ALERTMANAGER
        }) {
      assertThat(world.post(world.integration(type), body).status()).isEqualTo(400);
    }
  }

  @Test
  void familiesCheckTheTypeBeforeTheBodyAndOthersAfter() {
    Response family =
        world.send("POST", "/integrations/v1/alertmanager/" + webhook.token(), JSON, "{bad");
    assertThat(family.status()).isEqualTo(400);
    assertThat(family.body()).contains("alertmanager").contains("webhook");
    Response generic =
        world.send("POST", "/integrations/v1/webhook/" + alertmanager.token() + "/", JSON, "{bad");
    assertThat(generic.body()).contains("JSON parse error");
    Response wrong =
        world.send("POST", "/integrations/v1/webhook/" + alertmanager.token() + "/", JSON, "{}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("webhook").contains("alertmanager");
    assertThat(wrong.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(
            world
                .send("POST", "/integrations/v1/nonsense/" + webhook.token() + "/", JSON, "{}")
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "alertmanager", "grafana_alerting", "grafana", "amazon_sns"})
  void unknownTokensAreRefusedBeforeAnythingElse(String type) {
    for (String method : new String[] {"GET", "POST", "PUT"}) {
      for (String rest : new String[] {"", "/", "/heartbeat/"}) {
        Response response =
            world.send(method, "/integrations/v1/" + type + "/" + UNKNOWN + rest, "x/y", "{bad");
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("Integration key was not found. Permission denied.");
        assertThat(response.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
      }
    }
  }

  @Test
  void legacyTypesShareTheAddressOfTheirSuccessors() {
    Integration legacy = world.integration(IntegrationType.LEGACY_GRAFANA_ALERTING);
    String body = "{\"alerts\":[{\"labels\":{\"alertname\":\"A\"},\"status\":\"firing\"}]}";
    world.receive(legacy, body);
    assertThat(world.link(legacy)).contains("/grafana_alerting/");
    assertThat(
            world
                .send(
                    "POST",
                    "/integrations/v1/legacy_grafana_alerting/" + legacy.token() + "/",
                    JSON,
                    body)
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "TRACE"})
  void otherMethodsAreNotAllowed(String method) {
    Response response = world.send(method, world.link(webhook), JSON, "{}");
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.body())
        .isEqualTo("{\"detail\":\"Method \\\"" + method + "\\\" not allowed.\"}");
    assertThat(response.headers()).containsEntry("allow", "GET, POST, HEAD, OPTIONS");
  }

  @Test
  void getShowsInstructionsAndMakesNoAlert() {
    Response page = world.send("GET", world.link(webhook), null, "");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
    assertThat(page.body())
        .contains("i &lt;N")
        .contains("This address of Watchbill takes alerts")
        .doesNotContain("grafana.com")
        .doesNotContain("<N")
        .contains("https://oncall.example" + world.link(webhook));
    assertThat(world.send("HEAD", world.link(webhook), null, "").status()).isEqualTo(200);
    assertThat(world.send("OPTIONS", world.link(webhook), null, "").headers())
        .containsEntry("allow", "GET, POST, HEAD, OPTIONS");
    assertThat(world.groupsOf(webhook)).isEmpty();
  }

  @Test
  void theSlashAtTheEndMayBeMissing() {
    String link = world.link(webhook);
    assertThat(world.send("POST", link.substring(0, link.length() - 1), JSON, "{}").body())
        .isEqualTo("\"Ok.\"");
    assertThat(world.send("POST", link + "/", JSON, "{}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/integrations/v1",
        "/integrations/v1/",
        "/integrations/v2/webhook/x/",
        "/integrations/v1/webhook/",
        "/integrations/v1/webhook/x/y/",
        "/integrations/v1/webhook/x/heartbeat/z/",
        "/"
      })
  void whatIsNoAddressIsNotFound(String path) {
    assertThat(world.send("POST", path, JSON, "{}").status()).isEqualTo(404);
  }

  @Test
  void numbersOfAlertsAreCountedUnlessTheSenderDidIt() {
    world.receive(
        alertmanager,
        "{\"groupKey\":\"g\",\"alerts\":[{\"status\":\"firing\"},{\"status\":\"resolved\"},{\"status\":\"firing\"}]}");
    world.receive(alertmanager, "{\"groupKey\":\"g\",\"numFiring\":7,\"alerts\":[]}");
    var payloads =
        world.alertsOf(world.groupsOf(alertmanager).getFirst()).stream()
            .map(alert -> alert.payload())
            .toList();
    assertThat(payloads).anyMatch(each -> each.contains("\"numFiring\":2,\"numResolved\":1"));
    assertThat(payloads)
        .anyMatch(each -> each.contains("\"numFiring\":7") && !each.contains("numResolved"));
  }

  @Test
  void anOldDashboardAlertKeepsWhatItKnows() {
    Integration grafana = world.integration(IntegrationType.GRAFANA_DASHBOARD);
    world.receive(
        grafana,
        "{\"title\":\"[Alerting] P\",\"ruleName\":\"P\",\"message\":\"m\",\"imageUrl\":\"http://g/i.png\",\"ruleUrl\":\"http://g/d\"}");
    var alert = world.alertsOf(world.groupsOf(grafana).getFirst()).getFirst();
    assertThat(alert.title()).isEqualTo("[Alerting] P");
    assertThat(alert.imageUrl()).isEqualTo("http://g/i.png");
    assertThat(alert.link()).isEqualTo("http://g/d");
  }

  @Test
  void backsyncKnowsNobody() {
    assertThat(world.send("POST", "/integrations/v1/backsync/", JSON, "{}").status())
        .isEqualTo(403);
    assertThat(world.send("GET", "/integrations/v1/backsync/", JSON, "").status()).isEqualTo(405);
  }

  @Test
  void heartbeats() {
    String link = world.link(webhook) + "heartbeat/";
    assertThat(world.send("GET", link, null, "").body()).isEqualTo("\":)\"");
    assertThat(signal(webhook)).isNull();
    for (String type : new String[] {JSON, "text/plain", "x/y"}) {
      Response response = world.send("POST", link, type, "{bad");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isNull();
    }
    assertThat(signal(webhook)).isEqualTo(world.clock.instant());
    assertThat(world.send("PUT", link, null, "").status()).isEqualTo(405);
    // The type in the address is not looked at.
    assertThat(
            world
                .send("POST", "/integrations/v1/zabbix/" + webhook.token() + "/heartbeat", JSON, "")
                .status())
        .isEqualTo(200);
    Integration kapacitor = world.integration(IntegrationType.KAPACITOR);
    for (String method : new String[] {"GET", "POST"}) {
      assertThat(world.send(method, world.link(kapacitor) + "heartbeat/", JSON, "").status())
          .isEqualTo(404);
    }
    assertThat(world.groupsOf(webhook)).isEmpty();
  }

  private @Nullable Object signal(Integration integration) {
    return world
        .heartbeats
        .find(IntakeWorld.ORG, integration.id())
        .map(Heartbeat::lastSignal)
        .orElse(null);
  }

  @Test
  void theMaintenanceTypeTakesNothing() {
    Integration hidden = world.integration(IntegrationType.MAINTENANCE, Map.of());
    assertThat(world.send("POST", world.link(hidden), JSON, "{}").status()).isEqualTo(403);
  }
}
