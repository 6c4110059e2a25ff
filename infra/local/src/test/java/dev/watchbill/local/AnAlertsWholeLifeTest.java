package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Opened, joined, silenced, firing again by itself, acknowledged, resolved by its source. */
class AnAlertsWholeLifeTest extends Scenario {

  @Test
  void firesAgainByItselfWhenItsSilenceEnds() {
    var checks = create("integrations", Map.of("type", "formatted_webhook", "name", "Checks"));
    alert(checks, firing("disk-1"));
    alert(checks, firing("disk-1"));
    String id = text(groups(checks).getFirst(), "id");
    assertThat(groups(checks)).hasSize(1);
    assertThat(get("alert_groups/" + id))
        .containsEntry("state", "firing")
        .containsEntry("alerts_count", 2L)
        .containsEntry("title", "Disk is full");

    assertThat(post("alert_groups/" + id + "/silence", Map.of("delay", 3600)).statusCode())
        .isEqualTo(200);
    assertThat(get("alert_groups/" + id)).containsEntry("state", "silenced");
    alert(checks, firing("disk-1"));

    pass("PT59M59S");
    assertThat(get("alert_groups/" + id)).containsEntry("state", "silenced");
    pass("PT2S"); // messages come to the whole second
    assertThat(get("alert_groups/" + id))
        .containsEntry("state", "firing")
        .containsEntry("silenced_at", null)
        .containsEntry("alerts_count", 3L);

    post("alert_groups/" + id + "/acknowledge", Map.of());
    alert(checks, Map.of("alert_uid", "disk-1", "state", "ok"));
    assertThat(get("alert_groups/" + id))
        .containsEntry("state", "resolved")
        .containsEntry("resolved_by", null);

    assertThat(kinds(id))
        .containsExactly("opened", "silenced", "unsilenced", "acknowledged", "resolved");
    assertThat(text(decisions(id).get(2), "reason")).contains("auto unsilence");
  }

  @Test
  void aSilenceSetAnewEndsWhenTheNewOneDoes() {
    var checks = create("integrations", Map.of("type", "formatted_webhook"));
    alert(checks, firing("a"));
    String id = text(groups(checks).getFirst(), "id");
    post("alert_groups/" + id + "/silence", Map.of("delay", 3600));
    pass("PT10M");
    post("alert_groups/" + id + "/silence", Map.of("delay", 600));
    pass("PT9M59S");
    assertThat(get("alert_groups/" + id)).containsEntry("state", "silenced");
    pass("PT2S"); // messages come to the whole second
    assertThat(get("alert_groups/" + id)).containsEntry("state", "firing");
    pass("PT2H");
    assertThat(kinds(id))
        .containsExactly(
            "opened", "silenced", "unsilenced", "silenced", "unsilenced", "escalation ended");
  }

  @Test
  void anAcknowledgedGroupSleepsThroughTheEndOfItsSilence() {
    var checks = create("integrations", Map.of("type", "formatted_webhook"));
    alert(checks, firing("a"));
    String id = text(groups(checks).getFirst(), "id");
    post("alert_groups/" + id + "/silence", Map.of("delay", 600));
    pass("PT100S");
    post("alert_groups/" + id + "/acknowledge", Map.of());
    pass("PT2H");
    assertThat(get("alert_groups/" + id)).containsEntry("state", "acknowledged");
  }

  private List<String> kinds(String id) {
    return decisions(id).stream().map(decision -> text(decision, "kind")).toList();
  }

  private static Map<String, Object> firing(String uid) {
    return Map.of("alert_uid", uid, "title", "Disk is full", "state", "alerting");
  }
}
