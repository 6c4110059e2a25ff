package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Grouping;
import dev.watchbill.domain.alert.ResolutionNote;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Jobs whose effect is on groups: resolving by labels, erasing, following. */
class GroupJobsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final JobWorld world = new JobWorld();

  private Timer check() {
    return Timer.at(
        TimerKind.AUTO_RESOLVE,
        world.clock.instant().plus(Grouping.AUTO_RESOLVE_AFTER),
        JobWorld.ORG,
        "");
  }

  private static String alert(String status, String name) {
    return "{\"status\":\"" + status + "\",\"labels\":{\"alertname\":\"" + name + "\"}}";
  }

  /** As intake does it for the per-alert types: the alert and the check after it, in one commit. */
  private void arrives(String group, String status, String name) {
    AlertGroup current = world.group(group);
    Timer check = check();
    Change change =
        Change.at(world.clock.instant())
            .replace(current, current)
            .set(Timer.at(check.kind(), check.due(), JobWorld.ORG, group))
            .create(world.alert(group, alert(status, name)));
    assertThat(world.commits.commit(change)).isEqualTo(new Committed.Done());
    world.clock.advance(SECOND);
  }

  private AlertGroup perAlert() {
    AlertGroup group =
        world.open(
            world.integration(IntegrationType.LEGACY_ALERTMANAGER), null, alert("firing", "L1"));
    world.clock.advance(SECOND);
    return group;
  }

  @Test
  void g9ResolvedWhenEveryLabelSetIs() {
    AlertGroup group = perAlert();
    arrives(group.id(), "firing", "L2");
    arrives(group.id(), "resolved", "L1");
    world.pass(Duration.ofMinutes(1));
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
    arrives(group.id(), "resolved", "L2");
    world.settle();
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.group(group.id()).state()).as("four seconds later").isEqualTo(State.FIRING);
    world.pass(SECOND);
    AlertGroup resolved = world.group(group.id());
    assertThat(resolved.state()).isEqualTo(State.RESOLVED);
    assertThat(Objects.requireNonNull(resolved.status().resolved()).by()).isEqualTo(Actor.SOURCE);
    assertThat(world.standing(TimerKind.AUTO_RESOLVE)).isEmpty();
  }

  @Test
  void onlyTheCheckAfterTheLastAlertCounts() {
    AlertGroup group = perAlert();
    arrives(group.id(), "resolved", "L1");
    world.pass(Duration.ofSeconds(2));
    arrives(group.id(), "firing", "L2");
    world.pass(Duration.ofSeconds(2));
    assertThat(world.standing(TimerKind.AUTO_RESOLVE)).hasSize(1);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
    assertThat(world.standing(TimerKind.AUTO_RESOLVE)).isEmpty();
  }

  @Test
  void anAlertThatArrivesWhileItIsDecidedIsNotOverlooked() {
    AlertGroup group = perAlert();
    arrives(group.id(), "resolved", "L1");
    world.clock.advance(Duration.ofSeconds(5));
    Timer due = world.standing(TimerKind.AUTO_RESOLVE).getFirst();
    Alerts late = new LateAlert(world, () -> arrives(group.id(), "firing", "L2"));
    new AutoResolveJob(world.timers, world.prompts, world.commits, world.changes, late)
        .wake(due, world.clock.instant());
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
  }

  @Test
  void moreThanFiveHundredAlertsAreNotCompared() {
    AlertGroup group = perAlert();
    for (int i = 0; i < 499; i++) {
      world.append(world.group(group.id()), world.alert(group.id(), alert("firing", "L1")));
      world.clock.advance(Duration.ofMillis(1));
    }
    arrives(group.id(), "resolved", "L1");
    world.pass(Duration.ofSeconds(5));
    AlertGroup big = world.group(group.id());
    assertThat(big.content().alertsCount()).isEqualTo(501);
    assertThat(big.state()).isEqualTo(State.FIRING);
    assertThat(big.content().autoResolveDisabled()).isTrue();
    assertThat(world.story(group.id())).containsExactly("opened", "auto-resolve disabled");
  }

  @Test
  void fiveHundredAre() {
    AlertGroup group = perAlert();
    for (int i = 0; i < 498; i++) {
      world.append(world.group(group.id()), world.alert(group.id(), alert("firing", "L1")));
      world.clock.advance(Duration.ofMillis(1));
    }
    arrives(group.id(), "resolved", "L1");
    world.pass(Duration.ofSeconds(5));
    assertThat(world.group(group.id()).state()).isEqualTo(State.RESOLVED);
  }

  @Test
  void nothingIsLeftOfADeletedGroup() {
    AlertGroup group = world.open();
    AlertGroup other = world.open();
    for (AlertGroup each : new AlertGroup[] {group, other}) {
      assertThat(
              world.notes.create(
                  new ResolutionNote(
                      world.ids.next("M"),
                      JobWorld.ORG,
                      each.id(),
                      "U1",
                      "why",
                      each.createdAt(),
                      each.createdAt(),
                      1)))
          .isEqualTo(new Saved.Done());
    }
    world.delete(group);
    assertThat(world.groups.find(JobWorld.ORG, group.id())).isEmpty();
    world.settle();
    assertThat(world.alerts.ofGroup(JobWorld.ORG, group.id(), 9)).isEmpty();
    assertThat(world.notes.all(JobWorld.ORG))
        .extracting(ResolutionNote::groupId)
        .containsExactly(other.id());
    assertThat(world.alerts.ofGroup(JobWorld.ORG, other.id(), 9)).hasSize(1);
    assertThat(world.standing(TimerKind.ERASE)).isEmpty();
  }

  @Test
  void followersConvergeOnWhatTheirRootIsNow() {
    AlertGroup root = world.open();
    AlertGroup follower = world.open(world.integration(IntegrationType.WEBHOOK), root.id(), "{}");
    Timer cascade = Timer.at(TimerKind.CASCADE, world.clock.instant(), JobWorld.ORG, root.id());
    world.changes.change(
        JobWorld.ORG,
        root.id(),
        (group, now) ->
            ((Change) AlertGroupActions.silence(group, Duration.ofMinutes(5), JobWorld.USER, now))
                .set(cascade));
    world.settle();
    AlertGroup silenced = world.group(follower.id());
    assertThat(silenced.state()).isEqualTo(State.SILENCED);
    assertThat(Objects.requireNonNull(silenced.status().silence()).until())
        .as("until its root says otherwise")
        .isNull();
    world.changes.change(
        JobWorld.ORG,
        root.id(),
        (group, now) ->
            ((Change) AlertGroupActions.acknowledge(group, JobWorld.USER, now)).set(cascade));
    world.settle();
    assertThat(world.group(follower.id()).state()).isEqualTo(State.ACKNOWLEDGED);
    long version = world.group(follower.id()).version();
    world.changes.change(
        JobWorld.ORG, root.id(), (group, now) -> Change.at(now).replace(group, group).set(cascade));
    world.settle();
    assertThat(world.group(follower.id()).version()).as("nothing to do").isEqualTo(version);
  }
}
