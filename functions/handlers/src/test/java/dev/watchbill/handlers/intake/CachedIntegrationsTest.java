package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.integration.Route.RoutingType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of an integration for five seconds, and what is not. */
class CachedIntegrationsTest {
  private static final String ALERTING = "{\"alert_uid\":\"k\"}";

  private final IntakeWorld world = new IntakeWorld();

  @Test
  void aFreshIntegrationLosesNothingAlthoughItsTokenWasUnknownBefore() {
    Integration later = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    String path = "/integrations/v1/formatted_webhook/" + later.token().replace('a', 'b') + "x/";
    assertThat(world.send("POST", path, "application/json", "{}").status()).isEqualTo(403);
    assertThat(world.send("POST", path, "application/json", "{}").status()).isEqualTo(403);
    world.receive(later, ALERTING);
  }

  @Test
  void aDeletedOneStopsWithinFiveSeconds() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.receive(integration, ALERTING);
    world.integrations.delete(integration.deleted(world.clock.instant()));
    // Joins, as far as this instance knows.
    world.clock.advance(Duration.ofMillis(4_999));
    world.receive(integration, ALERTING);
    world.clock.advance(Duration.ofMillis(1));
    assertThat(world.post(integration, ALERTING).status()).isEqualTo(403);
  }

  @Test
  void onceItsDeletionIsNoticedNothingIsRemembered() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.receive(integration, ALERTING);
    world.integrations.delete(integration.deleted(world.clock.instant()));
    assertThat(world.post(integration, "{\"alert_uid\":\"other\"}").status()).isEqualTo(403);
    assertThat(world.post(integration, ALERTING).status()).isEqualTo(403);
  }

  @Test
  void aNewGroupTakesTheRouteOfThisMoment() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.receive(integration, ALERTING);
    world.replace(
        integration.withRoutes(
            integration.defaultRoute(),
            List.of(
                new Route(
                    "RNEW",
                    "FCHAIN",
                    RoutingType.REGEX,
                    "other",
                    0,
                    Map.of(),
                    world.clock.instant()))));
    world.receive(integration, "{\"alert_uid\":\"other\"}");
    assertThat(world.groupsOf(integration))
        .anySatisfy(group -> assertThat(group.routeId()).isEqualTo("RNEW"));
  }

  @Test
  void aClockSetBackKeepsNothingAlive() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.receive(integration, ALERTING);
    world.integrations.delete(integration.deleted(world.clock.instant()));
    world.clock.advance(Duration.ofHours(-1));
    assertThat(world.post(integration, ALERTING).status()).isEqualTo(403);
  }
}
