package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Maintenance.Mode;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.engine.maintenance.MaintenanceWindows.Result;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Maintenance from beginning to end (spec oncall-behaviour §1.9). */
class MaintenanceWindowsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final JobWorld world = new JobWorld();
  private final Integration integration = world.integration(IntegrationType.WEBHOOK);

  private Result start(Mode mode) {
    return world.windows.start(JobWorld.ORG, integration.id(), mode, HOUR, JobWorld.USER);
  }

  private Maintenance running() {
    return Objects.requireNonNull(world.integration(integration.id()).maintenance());
  }

  private String special() {
    return Objects.requireNonNull(running().groupId());
  }

  private void stop() {
    assertThat(world.windows.stop(JobWorld.ORG, integration.id(), JobWorld.USER))
        .isEqualTo(new Result.Done(world.integration(integration.id())));
    assertThat(world.integration(integration.id()).maintenance()).isNull();
  }

  @Test
  void maintenanceOpensASpecialGroupInAHiddenIntegration() {
    assertThat(start(Mode.MAINTENANCE)).isInstanceOf(Result.Done.class);
    Maintenance maintenance = running();
    assertThat(maintenance.mode()).isEqualTo(Mode.MAINTENANCE);
    assertThat(Duration.between(maintenance.startedAt(), maintenance.endsAt())).isEqualTo(HOUR);
    AlertGroup group = world.group(special());
    assertThat(group.maintenance()).isTrue();
    assertThat(group.integrationId()).isEqualTo("CABC");
    assertThat(world.integrations.all(JobWorld.ORG))
        .extracting(Integration::id)
        .doesNotContain("CABC");
    assertThat(group.content().title()).contains(integration.name());
    assertThat(group.content().alertsCount()).isEqualTo(1);
    assertThat(world.alerts.ofGroup(JobWorld.ORG, group.id(), 9))
        .singleElement()
        .satisfies(alert -> assertThat(alert.payload()).contains("is_maintenance"));
    assertThat(world.standing(TimerKind.MAINTENANCE_END))
        .containsExactly(
            Timer.at(
                TimerKind.MAINTENANCE_END, maintenance.endsAt(), JobWorld.ORG, integration.id()));
  }

  @Test
  void debugHasNoSpecialGroup() {
    start(Mode.DEBUG);
    assertThat(running().groupId()).isNull();
    assertThat(world.standing(TimerKind.MAINTENANCE_END)).hasSize(1);
    world.pass(HOUR);
    assertThat(world.integration(integration.id()).maintenance()).isNull();
    assertThat(world.standing(TimerKind.MAINTENANCE_END)).isEmpty();
  }

  @Test
  void onlyOneAtATime() {
    start(Mode.MAINTENANCE);
    assertThat(start(Mode.DEBUG)).isEqualTo(new Result.AlreadyRunning());
    assertThat(start(Mode.MAINTENANCE)).isEqualTo(new Result.AlreadyRunning());
    world.clock.advance(HOUR);
    assertThat(start(Mode.DEBUG))
        .as("its job is late, but it is over")
        .isInstanceOf(Result.Done.class);
    assertThat(running().mode()).isEqualTo(Mode.DEBUG);
    world.settle();
    assertThat(running().mode()).as("the late job ends only its own").isEqualTo(Mode.DEBUG);
  }

  @Test
  void itsEndResolvesTheSpecialGroupAndAllThatFollowIt() {
    start(Mode.MAINTENANCE);
    String special = special();
    AlertGroup firing = world.open(integration, special, "{}");
    AlertGroup other = world.open(integration, special, "{}");
    world.pass(HOUR);
    assertThat(world.integration(integration.id()).maintenance()).isNull();
    for (String id : new String[] {special, firing.id(), other.id()}) {
      AlertGroup group = world.group(id);
      assertThat(group.state()).isEqualTo(State.RESOLVED);
      assertThat(Objects.requireNonNull(group.status().resolved()).by())
          .isEqualTo(Actor.MAINTENANCE);
    }
    assertThat(world.story(special)).containsExactly("opened", "resolved", "maintenance ended");
  }

  @Test
  void aGroupThatArrivesAtTheLastMomentFollowsToo() {
    start(Mode.MAINTENANCE);
    String special = special();
    stop();
    world.settle();
    AlertGroup late = world.open(integration, special, "{}");
    world.pass(MaintenanceWindows.LATECOMERS);
    assertThat(world.group(late.id()).state()).isEqualTo(State.RESOLVED);
    assertThat(world.standing(TimerKind.CASCADE)).isEmpty();
  }

  @Test
  void stoppedBeforeItsTimeTheTimerFindsNothing() {
    start(Mode.MAINTENANCE);
    String special = special();
    stop();
    assertThat(world.group(special).state()).isEqualTo(State.RESOLVED);
    assertThat(world.standing(TimerKind.MAINTENANCE_END)).isEmpty();
    world.pass(HOUR);
    assertThat(world.story(special)).containsExactly("opened", "resolved", "maintenance ended");
    stop();
  }

  @Test
  void endedByItsTimeAStopFindsNothing() {
    start(Mode.MAINTENANCE);
    String special = special();
    world.pass(HOUR);
    stop();
    assertThat(world.story(special)).containsExactly("opened", "resolved", "maintenance ended");
  }

  @Test
  void stoppedAndBegunAgainTheOldTimerEndsNothing() {
    start(Mode.MAINTENANCE);
    Timer old = world.standing(TimerKind.MAINTENANCE_END).getFirst();
    world.clock.advance(Duration.ofMinutes(30));
    stop();
    start(Mode.MAINTENANCE);
    Maintenance second = running();
    // as if the first stop had died before it cleared its timer
    world.open(integration, null, "{}", old);
    world.pass(Duration.ofMinutes(30));
    assertThat(running()).isEqualTo(second);
    assertThat(world.group(special()).state()).isEqualTo(State.FIRING);
    world.pass(Duration.ofMinutes(30));
    assertThat(world.integration(integration.id()).maintenance()).isNull();
  }

  @Test
  void resolvingTheSpecialGroupEndsTheMaintenance() {
    start(Mode.MAINTENANCE);
    AlertGroup special = world.group(special());
    assertThat(world.windows.stopOf(special, JobWorld.USER)).isTrue();
    assertThat(world.integration(integration.id()).maintenance()).isNull();
    assertThat(world.group(special.id()).state()).isEqualTo(State.RESOLVED);
  }

  @Test
  void aDeletedIntegrationsMaintenanceStillEnds() {
    start(Mode.MAINTENANCE);
    String special = special();
    Integration now = world.integration(integration.id());
    assertThat(world.integrations.delete(now.deleted(world.clock.instant())))
        .isEqualTo(new Saved.Done());
    world.pass(HOUR);
    assertThat(world.group(special).state()).isEqualTo(State.RESOLVED);
    assertThat(world.standing(TimerKind.MAINTENANCE_END)).isEmpty();
  }

  @Test
  void anEndWithoutBeginningOrOfNobody() {
    assertThat(world.windows.stop(JobWorld.ORG, "CNOPE", JobWorld.USER))
        .isEqualTo(new Result.Gone());
    assertThat(world.windows.start(JobWorld.ORG, "CNOPE", Mode.DEBUG, HOUR, JobWorld.USER))
        .isEqualTo(new Result.Gone());
    stop();
  }

  @Test
  void anyDurationIsTaken() {
    for (Duration odd :
        new Duration[] {
          Duration.ZERO, Duration.ofSeconds(-5), Duration.ofSeconds(Long.MAX_VALUE)
        }) {
      assertThat(
              world.windows.start(
                  JobWorld.ORG, integration.id(), Mode.MAINTENANCE, odd, JobWorld.USER))
          .isInstanceOf(Result.Done.class);
      stop();
      world.settle();
    }
    world.windows.start(
        JobWorld.ORG, integration.id(), Mode.MAINTENANCE, Duration.ZERO, JobWorld.USER);
    String special = special();
    world.settle();
    assertThat(world.integration(integration.id()).maintenance()).isNull();
    assertThat(world.group(special).state()).isEqualTo(State.RESOLVED);
  }

  @Test
  void followersStandAloneAgainWhenTheirRootIsDeleted() {
    start(Mode.MAINTENANCE);
    AlertGroup follower = world.open(integration, special(), "{}");
    world.delete(world.group(special()));
    world.settle();
    AlertGroup alone = world.group(follower.id());
    assertThat(alone.status().attachedTo()).isNull();
    assertThat(AlertGroupActions.acknowledge(alone, JobWorld.USER, world.clock.instant()))
        .isInstanceOf(dev.watchbill.domain.change.Change.class);
    assertThat(world.story(alone.id())).containsExactly("opened", "unattached");
  }
}
