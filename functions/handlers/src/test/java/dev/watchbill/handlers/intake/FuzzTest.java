package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.handlers.golden.Positions;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is sent, the answer is one of those that are documented. */
class FuzzTest {
  private static final long SEED = 20_260_301;
  private static final String[] KEYS = {
    "alerts",
    "status",
    "state",
    "labels",
    "groupKey",
    "groupLabels",
    "commonLabels",
    "title",
    "alert_uid",
    "message",
    "id",
    "level",
    "subject",
    "attachments",
    "evalMatches",
    "numFiring",
    "annotations",
    "alertname",
    "ruleName",
    "generatorURL",
    "oncall",
    "is_oncall_heartbeat",
    "Type",
    "Message",
    "mail",
    "receipt",
    "content",
    "envelope",
    "recipient",
    "rcpt_to",
    "msys",
    "ü",
    ""
  };
  private static final String[] TYPES = {
    "application/json",
    "application/json",
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=B"
  };

  private final IntakeWorld world = new IntakeWorld();
  private final Random random = new Random(SEED);

  @Test
  void noBodyMakesItFail() {
    List<Integration> integrations = new ArrayList<>();
    for (IntegrationType type : IntegrationType.values()) {
      if (type != IntegrationType.MAINTENANCE) integrations.add(world.integration(type));
    }
    for (int i = 0; i < 2_500; i++) {
      Integration integration = integrations.get(random.nextInt(integrations.size()));
      String path =
          switch (random.nextInt(10)) {
            case 0 -> "/integrations/v1/inbound_email_webhook";
            case 1 -> "/integrations/v1/amazon_sns/" + integration.token() + "/";
            case 2 -> world.link(integration) + "heartbeat/";
            default -> world.link(integration);
          };
      byte[] body = body(integration);
      String type = TYPES[random.nextInt(TYPES.length)];
      Response response = world.send("POST", path, type, body);
      assertThat(response.status())
          .as("seed %d, round %d: %s %s", SEED, i, path, new String(body, UTF_8))
          .isIn(200, 400, 403, 404);
      world.clock.advance(Duration.ofMillis(1));
    }
    for (Integration integration : integrations) {
      world.groupsOf(integration).forEach(group -> assertThat(world.story(group)).isNotEmpty());
    }
  }

  /** What every type takes, with null and with bytes that are no UTF-8 at every position. */
  @Test
  void nullsAndBytesThatAreNoUtf8AtEveryPositionOfEveryPayload() {
    int sent = 0;
    for (IntegrationType type : IntegrationType.values()) {
      if (type.examplePayload() == null || type.intake() == Intake.INTERNAL) continue;
      Integration integration = world.integration(type);
      String path = world.link(integration);
      for (Positions.Place place : Positions.of(type.examplePayload())) {
        List<byte[]> bodies = new ArrayList<>(place.broken());
        bodies.add(place.nothing());
        for (byte[] body : bodies) {
          sent++;
          Response response = world.send("POST", path, "application/json", body);
          // A body that is null as a whole is none; all else is an alert that somebody must see.
          boolean none = new String(body, UTF_8).equals("null");
          assertThat(response.status())
              .as("%s %s", type, new String(body, UTF_8))
              .isEqualTo(type.intake() == Intake.SNS ? 403 : none ? 400 : 200);
        }
      }
      world.groupsOf(integration).forEach(group -> assertThat(world.alertsOf(group)).isNotEmpty());
    }
    System.out.println("every position of every payload: " + sent);
    assertThat(sent).isGreaterThan(500);
  }

  private byte[] body(Integration integration) {
    byte[] bytes =
        Json.write(
                random.nextInt(8) == 0
                    ? integration.type().examplePayload()
                    : value(random.nextInt(4), integration))
            .getBytes(UTF_8);
    if (random.nextInt(4) == 0 && bytes.length > 0) {
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
    }
    return bytes;
  }

  private @Nullable Object value(int depth, Integration integration) {
    int kind = random.nextInt(depth > 0 ? 12 : 8);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble() * 1e300;
      case 4 -> new String[] {"ok", "firing", "resolved", "OK", "alerting"}[random.nextInt(5)];
      case 5 -> text();
      case 6 -> integration.token() + "@in.example";
      case 7 -> "{{ payload }}{% for x in range(9) %}";
      case 8, 9 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) list.add(value(depth - 1, integration));
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int n = random.nextInt(8); n > 0; n--) {
          object.put(KEYS[random.nextInt(KEYS.length)], value(depth - 1, integration));
        }
        yield object;
      }
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(20); n > 0; n--) {
      text.appendCodePoint(
          random.nextInt(10) == 0 ? random.nextInt(0x11000) : 32 + random.nextInt(95));
    }
    return Json.whole(text.toString());
  }
}
