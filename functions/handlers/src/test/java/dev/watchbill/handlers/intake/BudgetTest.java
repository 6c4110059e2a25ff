package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.util.Collections;
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

  private static String legacy(int alerts) {
    String one = "{\"labels\":{\"alertname\":\"A\"}}";
    return "{\"alerts\":[" + String.join(",", Collections.nCopies(alerts, one)) + "]}";
  }

  private long alertsOf(Integration integration) {
    return world.groupsOf(integration).getFirst().content().alertsCount();
  }

  /** Refused, none of them is stored, so that all of them may come again. */
  @Test
  void eachAlertOfALegacyBodyCostsAUnitOfItsOwn() {
    Integration integration = world.integration(IntegrationType.GRAFANA_DASHBOARD);
    world.receive(integration, legacy(200)); // 201 units
    Response second = world.post(integration, legacy(200)); // 99 left
    assertThat(second.status()).isEqualTo(429);
    assertThat(alertsOf(integration)).isEqualTo(200);
    world.receive(integration, legacy(97)); // the two requests cost one each
    assertThat(world.post(integration, "{}").status()).isEqualTo(429);
    assertThat(alertsOf(integration)).isEqualTo(297);
  }

  /** Whoever repeats a refused body gets it in, however many alerts it has. */
  @Test
  void moreAlertsThanAWindowHasComeInWithAFullOne() {
    Integration integration = world.integration(IntegrationType.GRAFANA_DASHBOARD);
    world.receive(integration, legacy(1));
    Response refused = world.post(integration, legacy(400));
    assertThat(refused.status()).isEqualTo(429);
    long seconds = Long.parseLong(refused.headers().getOrDefault("retry-after", "0"));
    world.clock.advance(Duration.ofSeconds(seconds));
    world.receive(integration, legacy(400));
    assertThat(alertsOf(integration)).isEqualTo(401);
    assertThat(world.post(integration, "{}").status()).isEqualTo(429);
  }

  @Test
  void whatIsTooMuchForOneRequestIsTold() {
    Integration integration = world.integration(IntegrationType.GRAFANA_DASHBOARD);
    Response cut = world.post(integration, legacy(1_003));
    assertThat(cut.status()).isEqualTo(413);
    assertThat(cut.body()).contains("first 1000 of these 1003");
    assertThat(alertsOf(integration)).isEqualTo(1_000);
  }

  @Test
  void nothingIsLimitedWhereLimitsAreOff() {
    IntakeWorld free = new IntakeWorld();
    Integration other = free.integration(IntegrationType.KAPACITOR);
    for (int i = 0; i < 310; i++) free.post(other, "{bad");
    assertThat(free.post(other, "{}").status()).isEqualTo(200);
  }
}
