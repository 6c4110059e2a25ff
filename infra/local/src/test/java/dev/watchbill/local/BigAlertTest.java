package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An alert of six megabytes that do not compress, through the gateway and DynamoDB and back. */
class BigAlertTest extends Scenario {

  /** What is left of an event of 6 MB beside its other parts. */
  private static final int NOISE = 6 * 1024 * 1024 - 4_096;

  private static String noise(long seed) {
    byte[] bytes = new byte[NOISE / 4 * 3];
    new Random(seed).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Map<String, Object> payload(String state, long seed) {
    return Map.of("alert_uid", "a", "title", "Down", "state", state, "noise", noise(seed));
  }

  @Test
  void opensJoinsResolvesIsShownAndDeleted() {
    var outage = create("integrations", Map.of("type", "formatted_webhook"));
    alert(outage, payload("alerting", 1));
    pass("PT1S");
    alert(outage, payload("alerting", 2));
    pass("PT1S");
    var group = groups(outage).getFirst();
    assertThat(groups(outage)).hasSize(1);
    assertThat(group)
        .containsEntry("title", "Down")
        .containsEntry("state", "firing")
        .containsEntry("alerts_count", 2L);

    alert(outage, payload("ok", 3));
    String id = text(group, "id");
    assertThat(get("alert_groups/" + id)).containsEntry("state", "resolved");

    // newest first, and beside six megabytes there is no room for others
    var listed = results(get("alerts/?alert_group_id=" + id));
    assertThat(listed).hasSize(3);
    assertThat(listed.getFirst().get("payload")).isEqualTo(payload("ok", 3));
    assertThat(listed.get(1).get("payload")).asString().contains("by its id");
    var second = results(get("alerts/?id=" + text(listed.get(1), "id"))).getFirst();
    assertThat(second.get("payload")).isEqualTo(payload("alerting", 2));

    assertThat(send("DELETE", "/api/v1/alert_groups/" + id, Map.of("mode", "delete")).statusCode())
        .isEqualTo(204);
    pass("PT2H");
    assertThat(groups(outage)).isEmpty();
    assertThat(results(get("alerts/?id=" + text(listed.getFirst(), "id")))).isEmpty();
  }
}
