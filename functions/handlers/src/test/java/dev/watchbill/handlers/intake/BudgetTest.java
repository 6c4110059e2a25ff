package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Request budgets (spec oncall-behaviour §1.5). */
class BudgetTest {
  private final IntakeWorld world = new IntakeWorld(new TestClock(), null, true, 2);

  @Test
  void anIntegrationMayAskThreeHundredTimes() {
    Integration integration = world.integration(IntegrationType.WEBHOOK);
    String heartbeat = world.link(integration) + "heartbeat/";
    for (int i = 0; i < 100; i++) {
      assertThat(world.post(integration, "{bad").status()).isEqualTo(400);
      assertThat(world.send("GET", heartbeat, null, "").status()).isEqualTo(200);
      assertThat(world.send("POST", heartbeat, null, "").status()).isEqualTo(200);
    }
    Response refused = world.post(integration, "{}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(refused.body()).contains("Integration \"" + integration.name() + "\"");
    long seconds = Long.parseLong(refused.headers().getOrDefault("retry-after", "0"));
    assertThat(seconds).isBetween(1L, 300L);
    // Instructions are free.
    assertThat(world.send("GET", world.link(integration), null, "").status()).isEqualTo(200);
    assertThat(world.send("GET", heartbeat, null, "").status()).isEqualTo(429);
    world.clock.advance(Duration.ofSeconds(seconds));
    world.receive(integration, "{}");
  }

  @Test
  void anOrganizationMayAskNineHundredTimesAndRefusedOnesDoNotCount() {
    Integration[] integrations = {
      world.integration(IntegrationType.KAPACITOR),
      world.integration(IntegrationType.KAPACITOR),
      world.integration(IntegrationType.KAPACITOR),
      world.integration(IntegrationType.KAPACITOR)
    };
    for (int n = 0; n < 3; n++) {
      for (int i = 0; i < 300; i++) world.post(integrations[n], "{bad");
      if (n < 2) {
        assertThat(world.post(integrations[n], "{bad").body()).contains("Integration \"");
      }
    }
    Response refused = world.post(integrations[3], "{}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body()).containsIgnoringCase("multiple integrations");
  }

  @Test
  void eachAlertOfALegacyBodyCostsAUnitOfItsOwn() {
    Integration integration = world.integration(IntegrationType.GRAFANA_DASHBOARD);
    StringBuilder body = new StringBuilder("{\"alerts\":[");
    for (int i = 0; i < 200; i++) {
      body.append(i == 0 ? "" : ",").append("{\"labels\":{\"alertname\":\"A\"}}");
    }
    body.append("]}");
    world.receive(integration, body.toString()); // 201 units
    Response second = world.post(integration, body.toString()); // 99 left: 1 and 98
    assertThat(second.status()).isEqualTo(429);
    assertThat(world.groupsOf(integration).getFirst().content().alertsCount()).isEqualTo(298);
  }

  @Test
  void nothingIsLimitedWhereLimitsAreOff() {
    IntakeWorld free = new IntakeWorld();
    Integration other = free.integration(IntegrationType.KAPACITOR);
    for (int i = 0; i < 310; i++) free.post(other, "{bad");
    assertThat(free.post(other, "{}").status()).isEqualTo(200);
  }
}
