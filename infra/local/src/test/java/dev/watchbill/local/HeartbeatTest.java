package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A missing heartbeat opens one group, and its return resolves it. */
class HeartbeatTest extends Scenario {

  @Test
  void reportsAbsenceOnceAndTheReturnAtOnce() {
    var checks = create("integrations", Map.of("type", "formatted_webhook", "name", "Checks"));
    heartbeat(checks);
    pass("PT9M");
    heartbeat(checks);
    pass("PT9M59S");
    assertThat(groups(checks)).isEmpty();
    pass("PT2S");
    assertThat(groups(checks)).hasSize(1);
    assertThat(groups(checks).getFirst()).containsEntry("state", "firing");
    assertThat(text(groups(checks).getFirst(), "title")).isNotBlank();
    pass("PT3H");
    assertThat(groups(checks)).hasSize(1);
    heartbeat(checks);
    assertThat(groups(checks)).hasSize(1);
    assertThat(groups(checks).getFirst()).containsEntry("state", "resolved");
  }

  @Test
  void aDeletedIntegrationIsNotMissed() {
    var checks = create("integrations", Map.of("type", "formatted_webhook"));
    heartbeat(checks);
    send("DELETE", "/api/v1/integrations/" + text(checks, "id") + "/", null);
    pass("PT3H");
    assertThat(results(get("alert_groups/"))).isEmpty();
  }
}
