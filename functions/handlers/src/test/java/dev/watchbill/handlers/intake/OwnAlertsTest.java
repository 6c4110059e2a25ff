package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.HeartbeatAlerts;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.alert.DemoAlertSender;
import dev.watchbill.engine.alert.DemoAlertSender.Result;
import dev.watchbill.engine.alert.OwnAlerts;
import dev.watchbill.handlers.http.PayloadJson;
import dev.watchbill.storage.DynamoTimers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Heartbeat alerts and demo alerts (spec oncall-behaviour §1.8, §1.10). */
class OwnAlertsTest {
  private final IntakeWorld world = new IntakeWorld();
  private final OwnAlerts own = new OwnAlerts(world.intake, new PayloadJson());
  private final Timers timers = new DynamoTimers(world.table);
  private final DemoAlertSender demo = new DemoAlertSender(world.intake, world.clock);

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void aHeartbeatThatComesBackResolvesWhatItsAbsenceOpened(IntegrationType type) {
    if (type.supportsHeartbeat()) comesBack(world.integration(type));
  }

  /** Templates made for what a source sends, which say anything at all about a heartbeat. */
  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void aHeartbeatIsFoundByItsOwnKeyWhateverTheTemplatesSay(IntegrationType type) {
    if (!type.supportsHeartbeat()) return;
    for (String odd :
        List.of("{{ payload.host }}", "{{ payload.a.b }}", "{{ time() }}", "k", "{%")) {
      for (String signal : List.of("{{ payload.level == 'fine' }}", "true", "{{ payload.a.b }}")) {
        comesBack(
            world.integration(
                type,
                Map.of(
                    "grouping_key", odd, "resolve_signal", signal, "acknowledge_signal", signal)));
      }
    }
  }

  /** The source's own alerts have the template's key, and a heartbeat's are not among them. */
  @Test
  void aHeartbeatJoinsNoGroupOfItsSource() {
    Integration integration =
        world.integration(IntegrationType.FORMATTED_WEBHOOK, Map.of("grouping_key", "k"));
    world.receive(integration, "{}");
    Object payload = HeartbeatAlerts.expired(integration.type(), "i", Duration.ofMinutes(10));
    assertThat(says(integration, payload, set(integration))).isTrue();
    assertThat(groups(integration)).hasSize(2);
  }

  /** Its beginning and its end differ in what a route may look at. */
  @Test
  void aHeartbeatThatComesBackByAnotherRouteResolvesToo() {
    Integration plain = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.replace(
        plain.withRoutes(
            plain.defaultRoute(),
            List.of(
                new Route(
                    "RA",
                    null,
                    Route.RoutingType.JINJA2,
                    "{{ payload.state == 'alerting' }}",
                    0,
                    Map.of(),
                    world.clock.instant()))));
    comesBack(world.integrations.find(IntakeWorld.ORG, plain.id()).orElseThrow());
  }

  private void comesBack(Integration integration) {
    IntegrationType type = integration.type();
    Duration timeout = Duration.ofMinutes(10);
    assertThat(says(integration, HeartbeatAlerts.expired(type, "i", timeout), set(integration)))
        .isTrue();
    assertThat(groups(integration)).extracting(AlertGroup::state).containsExactly(State.FIRING);
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(says(integration, HeartbeatAlerts.restored(type, "i", timeout), set(integration)))
        .isTrue();
    assertThat(groups(integration))
        .extracting(group -> group.content().alertsCount())
        .containsExactly(2L);
    // Those of the per-alert types are resolved by their own check, five seconds later.
    assertThat(groups(integration).getFirst().state())
        .isEqualTo(type.isPerAlert() ? State.FIRING : State.RESOLVED);
  }

  @Test
  void anAlertGoesWithItsTimer() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    Object payload = HeartbeatAlerts.expired(integration.type(), "i", Duration.ofMinutes(10));
    Timer first = set(integration);
    assertThat(says(integration, payload, first)).isTrue();
    assertThat(timers.find(first)).isEmpty();
    assertThat(says(integration, payload, first)).as("the group is open").isFalse();
    world.receive(integration, "{\"state\":\"ok\"}");
    Timer second = set(integration);
    world.clock.advance(Duration.ofSeconds(1));
    Timer next = Timer.at(TimerKind.HEARTBEAT_CHECK, world.clock.instant(), IntakeWorld.ORG, "n");
    assertThat(says(integration, payload, Change.at(world.clock.instant()).set(next).ran(second)))
        .isTrue();
    assertThat(timers.find(next)).contains(next);
    assertThat(says(integration, payload, second)).isFalse();
    assertThat(groups(integration).stream().mapToLong(group -> group.content().alertsCount()).sum())
        .isEqualTo(3);
  }

  /** A timer that stands. */
  private Timer set(Integration integration) {
    Timer timer =
        Timer.at(
            TimerKind.HEARTBEAT_CHECK,
            world.clock.instant(),
            IntakeWorld.ORG,
            integration.id() + "/expired");
    Heartbeat heartbeat = world.heartbeats.find(IntakeWorld.ORG, integration.id()).orElseThrow();
    assertThat(
            world.commits.commit(
                Change.at(world.clock.instant()).replace(heartbeat, heartbeat).set(timer)))
        .isEqualTo(new Committed.Done());
    return timer;
  }

  private boolean says(Integration integration, Object payload, Timer ran) {
    return says(integration, payload, Change.at(world.clock.instant()).ran(ran));
  }

  private boolean says(Integration integration, Object payload, Change with) {
    return own.accept(integration, payload, with, world.clock.instant());
  }

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void everyDemoAlertOpensAGroupOfItsOwn(IntegrationType type) {
    if (type == IntegrationType.MAINTENANCE) return;
    Integration integration = world.integration(type);
    if (!type.hasDemoAlert()) {
      refused(demo.send(integration, null));
      return;
    }
    Result.Sent first = (Result.Sent) demo.send(integration, null);
    assertThat(demo.send(integration, null)).isInstanceOf(Result.Sent.class).isNotEqualTo(first);
    AlertGroup opened = world.groups.find(IntakeWorld.ORG, first.alertGroupId()).orElseThrow();
    assertThat(world.alertsOf(opened)).extracting(Alert::id).containsExactly(first.alertId());
    int count = groups(integration).size();
    assertThat(count).isGreaterThanOrEqualTo(2).isEven();
    assertThat(groups(integration))
        .allSatisfy(group -> assertThat(group.content().alertsCount()).isEqualTo(1));
    assertThat(world.groups.story(IntakeWorld.ORG, groups(integration).getFirst().id()))
        .first()
        .satisfies(entry -> assertThat(entry.decision().inputs()).containsEntry("demo", "true"));
  }

  @Test
  void aDemoAlertTakesTheCallersPayload() {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    assertThat(demo.send(integration, Map.of("alert_uid", "k"))).isInstanceOf(Result.Sent.class);
    world.receive(integration, "{\"alert_uid\":\"k\"}");
    assertThat(groups(integration)).hasSize(2);
    Integration grafana = world.integration(IntegrationType.GRAFANA_DASHBOARD);
    refused(demo.send(grafana, Map.of("title", "no alerts")));
    assertThat(groups(grafana)).isEmpty();
  }

  private static void refused(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
  }

  private List<AlertGroup> groups(Integration integration) {
    return world.groupsOf(integration);
  }
}
