package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.storage.BigPayloads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bigger the outage, the bigger its alert: whatever the gateway lets through is taken. */
class BigAlertsTest {
  private static final int SIX_MEGABYTES = 6 * 1024 * 1024 - 20_000;

  /** Of which three parts are made. */
  private static final int LONG = 1_200_000;

  private final IntakeWorld world = new IntakeWorld();

  /** Every type that takes JSON: its own example, made long by what cannot be made shorter. */
  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void everyTypeTakesLongOnes(IntegrationType type) {
    // A message of SNS has 256 KB at most and must be signed.
    if (type.intake() == Intake.INTERNAL || type.intake() == Intake.SNS) return;
    Integration integration = world.integration(type);
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    if (type.examplePayload() instanceof Map<?, ?> example) {
      example.forEach((key, value) -> payload.put(String.valueOf(key), value));
    }
    boolean perAlert =
        payload.get("alerts") instanceof List
            && type.intake() != Intake.GENERIC
            && type.intake() != Intake.GROUPED;
    String usual = Json.write(payload);
    if (perAlert)
      payload.put("alerts", padded((List<?>) Objects.requireNonNull(payload.get("alerts"))));
    else payload.put("noise", BigPayloads.noise(LONG, 1));
    world.receive(integration, usual);
    world.receive(integration, Json.write(payload));

    List<AlertGroup> groups = world.groupsOf(integration);
    List<Alert> alerts = groups.stream().flatMap(each -> world.alertsOf(each).stream()).toList();
    assertThat(alerts.stream().mapToInt(each -> each.payload().length()).max().orElse(0))
        .isGreaterThan(LONG);
    // what the usual one shows does not change by its length
    AlertGroup first = groups.getFirst();
    for (AlertGroup group : groups) {
      assertThat(group.content().title()).isEqualTo(first.content().title());
      assertThat(group.routeId()).isEqualTo(first.routeId());
    }
  }

  private static List<?> padded(List<?> alerts) {
    List<@Nullable Object> padded = new ArrayList<>(alerts);
    Map<String, @Nullable Object> last = new LinkedHashMap<>();
    ((Map<?, ?>) padded.removeLast()).forEach((key, value) -> last.put(String.valueOf(key), value));
    last.put("noise", BigPayloads.noise(LONG, 1));
    padded.add(last);
    return padded;
  }

  /**
   * A page of an outage: thousands of alerts in one body, grouped, titled and ended as a small one.
   */
  @Test
  void anOutageOfThousandsOfAlerts() {
    Integration alertmanager = world.integration(IntegrationType.ALERTMANAGER);
    for (String status : List.of("firing", "firing", "resolved")) {
      world.receive(alertmanager, outage(status, 12_000));
    }
    List<AlertGroup> groups = world.groupsOf(alertmanager);
    assertThat(groups).hasSize(1);
    AlertGroup group = groups.getFirst();
    assertThat(group.content().alertsCount()).isEqualTo(3);
    assertThat(group.state()).isEqualTo(AlertGroup.State.RESOLVED);
    assertThat(group.content().title()).contains("Down");
    for (Alert alert : world.alertsOf(group)) {
      assertThat(alert.payload()).contains("node-11999").hasSizeGreaterThan(5_000_000);
    }
  }

  private static String outage(String status, int alerts) {
    StringBuilder body =
        new StringBuilder("{\"receiver\":\"r\",\"status\":\"" + status + "\",\"alerts\":[");
    for (int i = 0; i < alerts; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"status\":\"")
          .append(status)
          .append("\",\"labels\":{\"alertname\":\"Down\",\"instance\":\"node-")
          .append(i)
          .append("\",\"x\":\"")
          .append(BigPayloads.noise(400, i))
          .append("\"},\"annotations\":{}}");
    }
    return body.append(
            "],\"groupLabels\":{\"alertname\":\"Down\"},\"commonLabels\":{\"alertname\":\"Down\"},")
        .append("\"groupKey\":\"{}:{alertname=\\\"Down\\\"}\"}")
        .toString();
  }

  @Test
  void aBigOneTakesItsRoute() {
    Integration made = world.integration(IntegrationType.ALERTMANAGER);
    Route ours =
        new Route(
            "RBIG",
            null,
            Route.RoutingType.REGEX,
            "\"alertname\": \"Down\"",
            0,
            Map.of(),
            world.clock.instant());
    world.replace(made.withRoutes(made.defaultRoute(), List.of(ours)));
    world.receive(made, outage("firing", 12_000));
    assertThat(world.groupsOf(made).getFirst().routeId()).isEqualTo("RBIG");
  }

  /** Many short values take more memory than one long: still one alert. */
  @Test
  void aMillionValues() {
    Integration webhook = world.integration(IntegrationType.WEBHOOK);
    for (String one : List.of("{}", "NaN")) {
      StringBuilder body = new StringBuilder("[").append(one);
      while (body.length() < SIX_MEGABYTES) body.append(',').append(one);
      world.receive(webhook, body.append(']').toString());
    }
    StringBuilder names = new StringBuilder("{\"a\":1");
    for (int i = 0; names.length() < SIX_MEGABYTES; i++)
      names.append(",\"k").append(i).append("\":1");
    world.receive(webhook, names.append('}').toString());
    assertThat(world.groupsOf(webhook)).hasSize(3);
  }

  @Test
  void otherBodiesOfSixMegabytes() {
    Integration webhook = world.integration(IntegrationType.WEBHOOK);
    // a plus sign is a blank in a form
    String noise = BigPayloads.noise(4_400_000, 3).replace('+', '-');
    for (String type : new String[] {null, "text/plain", "application/x-www-form-urlencoded"}) {
      Response response =
          world.send("POST", world.link(webhook), type, ("note " + noise).getBytes(UTF_8));
      assertThat(response.status()).as(type).isEqualTo(200);
    }
    String part =
        "--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + noise + "\r\n--B--\r\n";
    assertThat(
            world
                .send("POST", world.link(webhook), "multipart/form-data; boundary=B", part)
                .status())
        .isEqualTo(200);
    List<Alert> alerts =
        world.groupsOf(webhook).stream().flatMap(each -> world.alertsOf(each).stream()).toList();
    assertThat(alerts).hasSize(4);
    assertThat(alerts).allSatisfy(each -> assertThat(each.payload()).contains(noise.substring(9)));
  }

  @Test
  void aMailOfMegabytes() {
    Integration mail = world.integration(IntegrationType.INBOUND_EMAIL);
    String body =
        Json.write(
            Map.of(
                "OriginalRecipient",
                mail.token() + "@in.example",
                "Subject",
                "s",
                "TextBody",
                BigPayloads.noise(SIX_MEGABYTES - 1_000, 4)));
    Response response =
        world.send("POST", "/integrations/v1/inbound_email_webhook", "application/json", body);
    assertThat(response.status()).isEqualTo(200);
    assertThat(world.alertsOf(world.groupsOf(mail).getFirst()).getFirst().payload())
        .hasSizeGreaterThan(SIX_MEGABYTES - 2_000);
  }
}
