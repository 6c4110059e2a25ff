package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.IntegrationType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Spec oncall-behaviour §1.8 and §1.9. */
class HeartbeatAlertsTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void theRestoredAlertResolvesTheExpiredOne(IntegrationType type) {
    if (!type.supportsHeartbeat()) {
      return;
    }
    Signals expired = signals(type, HeartbeatAlerts.expired(type, "Shop", TIMEOUT));
    Signals restored = signals(type, HeartbeatAlerts.restored(type, "Shop", TIMEOUT));
    assertThat(expired.resolve()).isFalse();
    assertThat(restored.resolve()).isTrue();
    assertThat(expired.groupingKey()).isNotBlank().isEqualTo(restored.groupingKey());
    assertThat(expired.title()).doesNotContain("undefined").doesNotContain("No title");
  }

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void nobodyIsPagedAboutANamelessHeartbeat(IntegrationType type) {
    if (!type.supportsHeartbeat()) {
      return;
    }
    String message =
        new Appearance(RulesFixture.JINJA)
            .webRaw(
                new Appearance.Subject(
                    type,
                    Map.of(),
                    "Shop",
                    1,
                    "https://w/1",
                    HeartbeatAlerts.expired(type, "Shop", TIMEOUT)))
            .message();
    assertThat(message).contains("Shop").contains("10 minutes");
  }

  @Test
  void theAlertmanagerFamilyGetsAGroup() {
    Map<String, @Nullable Object> body =
        HeartbeatAlerts.restored(IntegrationType.ALERTMANAGER, "Shop", TIMEOUT);
    assertThat(body)
        .containsEntry("groupKey", "{}:{alertname=\"OnCallHeartBeatMissing\"}")
        .containsEntry("status", "resolved")
        .containsEntry("numFiring", 0L)
        .containsEntry("numResolved", 1L);
  }

  @Test
  void othersGetTheFlagsUnderBothNames() {
    assertThat(HeartbeatAlerts.expired(IntegrationType.ZABBIX, "Shop", TIMEOUT))
        .containsEntry("state", "alerting")
        .containsEntry("is_oncall_heartbeat", true)
        .containsEntry("is_oncall_heartbeat_restored", false)
        .containsEntry("is_amixr_heartbeat", true)
        .containsEntry("is_amixr_heartbeat_restored", false);
    assertThat(HeartbeatAlerts.restored(IntegrationType.GRAFANA_DASHBOARD, "Shop", TIMEOUT))
        .containsEntry("state", "ok")
        .containsEntry("title", "[OK] Grafana OnCall heartbeat")
        .containsEntry("is_oncall_heartbeat_restored", true);
  }

  @ParameterizedTest
  @CsvSource({"60, 1 minute", "90, 90 seconds", "3600, 1 hour", "86400, 24 hours", "1, 1 second"})
  void timeoutsAreWords(long seconds, String words) {
    assertThat(
            HeartbeatAlerts.expired(IntegrationType.WEBHOOK, "Shop", Duration.ofSeconds(seconds))
                .get("title"))
        .isEqualTo("No heartbeat from Shop for " + words);
  }

  @Test
  void maintenanceSaysWhatAndUntilWhen() {
    Map<String, @Nullable Object> payload =
        MaintenanceAlert.payload(
            "Shop",
            "user1",
            Instant.parse("2024-01-01T10:00:00Z"),
            Instant.parse("2024-01-01T11:00:00Z"));
    Signals signals = signals(IntegrationType.MAINTENANCE, payload);
    assertThat(signals.title()).isEqualTo("Maintenance of Shop until 2024-01-01 11:00 UTC");
    assertThat(signals.groupingKey()).isNull();
    assertThat((String) payload.get("message")).contains("user1");
  }

  private static Signals signals(IntegrationType type, Object payload) {
    return Signals.read(RulesFixture.JINJA, type, Map.of(), payload, null);
  }
}
