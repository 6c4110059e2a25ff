package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Groups of a maintenance follow its special group, and all of it ends by itself. */
class MaintenanceTest extends Scenario {

  @Test
  void endsByItselfAndResolvesWhatItCollected() {
    var checks = create("integrations", Map.of("type", "formatted_webhook"));
    String id = text(checks, "id");
    var started =
        post(
            "integrations/" + id + "/maintenance_start",
            Map.of("mode", "maintenance", "duration", 3600));
    assertThat(started.statusCode()).isEqualTo(200);
    alert(checks, Map.of("alert_uid", "a", "title", "A", "state", "alerting"));
    String group = text(groups(checks).getFirst(), "id");
    assertThat(post("alert_groups/" + group + "/acknowledge", Map.of()).body())
        .contains("Can't acknowledge an attached alert group");

    pass("PT1H1S");
    assertThat(get("integrations/" + id)).containsEntry("maintenance_mode", null);
    assertThat(get("alert_groups/" + group))
        .containsEntry("state", "resolved")
        .containsEntry("resolved_by", null);

    alert(checks, Map.of("alert_uid", "a", "title", "A", "state", "alerting"));
    assertThat(groups(checks)).hasSize(2);
    assertThat(groups(checks).getFirst()).containsEntry("state", "firing");
  }
}
