package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.HeartbeatRules;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.engine.heartbeat.HeartbeatSignals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signs of life, from the signal to the alert; first of all the bugs that users reported. */
class HeartbeatJobsTest {
  private static final Duration TIMEOUT = Heartbeat.DEFAULT_TIMEOUT;

  private final JobWorld world = new JobWorld();
  private final Integration integration = world.integration(IntegrationType.WEBHOOK);

  private Heartbeat heartbeat() {
    return world.heartbeats.find(JobWorld.ORG, integration.id()).orElseThrow();
  }

  private void signal() {
    assertThat(world.signals.receive(integration, world.clock.instant()))
        .isEqualTo(HeartbeatSignals.Received.DONE);
  }

  private void configure(Duration timeout) {
    var configured = HeartbeatRules.configured(heartbeat(), timeout, world.clock.instant());
    assertThat(world.commits.commit(configured)).isEqualTo(new Committed.Done());
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    for (Map.Entry<String, Map<?, ?>> each : world.said()) {
      assertThat(each.getKey()).isEqualTo(integration.id());
      states.add(String.valueOf(each.getValue().get("state")));
    }
    return states;
  }

  /** Lets time pass minute by minute, as sweeps come. */
  private void minutes(int count) {
    for (int i = 0; i < count; i++) world.pass(Duration.ofMinutes(1));
  }

  @Test
  void oneThatStopsIsReportedOnceAndItsReturnOnce() {
    signal();
    minutes(9);
    assertThat(states()).isEmpty();
    minutes(1);
    assertThat(states()).containsExactly("alerting");
    minutes(60);
    assertThat(states()).containsExactly("alerting");
    signal();
    world.settle();
    assertThat(states()).containsExactly("alerting", "ok");
    minutes(9);
    assertThat(states()).containsExactly("alerting", "ok");
    minutes(1);
    assertThat(states()).containsExactly("alerting", "ok", "alerting");
  }

  @Test
  void signalsInTimeMoveNoTimerAndAreNeverReported() {
    signal();
    assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).hasSize(1);
    for (int i = 0; i < 30; i++) {
      minutes(5);
      signal();
      assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).hasSize(1);
    }
    assertThat(world.said()).isEmpty();
  }

  @Test
  void reportedBugFalseAlarmWhenTheSignalComesJustBeforeItsCheck() {
    signal();
    world.clock.advance(TIMEOUT);
    signal();
    world.settle();
    assertThat(states()).isEmpty();
    assertThat(heartbeat().missing()).isFalse();
  }

  @Test
  void reportedBugFalseAlarmWhenTheSignalComesBetweenTheCheckAndItsReport() {
    signal();
    world.clock.advance(TIMEOUT);
    Timer check = world.standing(TimerKind.HEARTBEAT_CHECK).getFirst();
    // the check alone: its report is a timer of its own
    world.job(TimerKind.HEARTBEAT_CHECK).wake(check, world.clock.instant());
    assertThat(heartbeat().missing()).isTrue();
    signal();
    world.settle();
    assertThat(states()).doesNotContain("alerting");
    assertThat(heartbeat().missing()).isFalse();
    minutes(9);
    signal();
    minutes(9);
    assertThat(states()).doesNotContain("alerting");
    minutes(1);
    assertThat(states()).endsWith("alerting");
  }

  /** Its message and a sweep at once: whoever commits first says it, the other finds it said. */
  @Test
  void twoRunsOfOneReportSayItOnce() {
    signal();
    world.clock.advance(TIMEOUT);
    Timer check = world.standing(TimerKind.HEARTBEAT_CHECK).getFirst();
    world.job(TimerKind.HEARTBEAT_CHECK).wake(check, world.clock.instant());
    Timer report = world.standing(TimerKind.HEARTBEAT_CHECK).getFirst();
    List<TimerJob.Outcome> other = new ArrayList<>();
    HeartbeatCheckJob slow =
        interrupted(
            () -> {
              if (other.isEmpty()) {
                other.add(world.job(TimerKind.HEARTBEAT_CHECK).wake(report, world.clock.instant()));
              }
            });
    assertThat(slow.wake(report, world.clock.instant())).isEqualTo(TimerJob.Outcome.GONE);
    assertThat(other).containsExactly(TimerJob.Outcome.RAN);
    assertThat(states()).containsExactly("alerting");
    assertThat(world.everyGroup()).hasSize(1);
    assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).isEmpty();
  }

  /** A job that is interrupted between its look at the heartbeat and its commit. */
  private HeartbeatCheckJob interrupted(Runnable before) {
    return new HeartbeatCheckJob(
        world.timers,
        world.prompts,
        world.commits,
        (org, id) -> {
          Optional<Heartbeat> found = world.heartbeats.find(org, id);
          before.run();
          return found;
        },
        world.integrations,
        world.ownAlerts);
  }

  /**
   * The report has found it missing; its signal, and what follows from it, comes before the commit.
   */
  @Test
  void aReportOfAnAbsenceDoesNotOvertakeTheReturn() {
    signal();
    world.clock.advance(TIMEOUT);
    Timer check = world.standing(TimerKind.HEARTBEAT_CHECK).getFirst();
    world.job(TimerKind.HEARTBEAT_CHECK).wake(check, world.clock.instant());
    Timer report = world.standing(TimerKind.HEARTBEAT_CHECK).getFirst();
    HeartbeatCheckJob slow =
        interrupted(
            () -> {
              signal();
              world.settle();
            });
    assertThat(slow.wake(report, world.clock.instant())).isEqualTo(TimerJob.Outcome.GONE);
    assertThat(states()).doesNotContain("alerting");
    assertThat(world.everyGroup()).noneMatch(group -> group.state() == State.FIRING);
    minutes(10);
    assertThat(states()).endsWith("alerting");
  }

  @Test
  void aCheckDecidedFromAnOldRowIsRefusedByItsVersion() {
    signal();
    Heartbeat read = heartbeat();
    world.clock.advance(TIMEOUT);
    Timer check = world.standing(TimerKind.HEARTBEAT_CHECK).getFirst();
    Change missing =
        Objects.requireNonNull(HeartbeatRules.check(read, check, world.clock.instant()));
    signal();
    assertThat(world.commits.commit(missing)).isEqualTo(new Committed.Stale());
    assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).containsExactly(check);
  }

  @Test
  void reportedBugCannotBeSwitchedOff() {
    signal();
    configure(Duration.ZERO);
    minutes(30);
    assertThat(states()).isEmpty();
    signal();
    minutes(30);
    assertThat(states()).isEmpty();
    assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).isEmpty();

    configure(Duration.ofMinutes(1));
    minutes(1);
    assertThat(states()).as("its last signal is half an hour old").containsExactly("alerting");
  }

  @Test
  void reportedBugNamelessMessage() {
    signal();
    minutes(10);
    signal();
    world.settle();
    assertThat(world.said())
        .hasSize(2)
        .allSatisfy(
            each -> {
              Map<?, ?> payload = each.getValue();
              assertThat(String.valueOf(payload.get("title"))).contains(integration.name());
              assertThat(String.valueOf(payload.get("message"))).contains(integration.name());
            });
  }

  @Test
  void reportedBugFiresOnADeletedIntegration() {
    signal();
    assertThat(world.integrations.delete(integration.deleted(world.clock.instant())))
        .isEqualTo(new Saved.Done());
    minutes(30);
    assertThat(world.said()).isEmpty();
    assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).isEmpty();
    assertThat(world.signals.receive(integration, world.clock.instant()))
        .isEqualTo(HeartbeatSignals.Received.UNKNOWN);
  }

  /**
   * A GET stores nothing, so a heartbeat that only ever saw GETs is one that was never signalled.
   */
  @Test
  void reportedBugAGetSwitchesItOn() {
    assertThat(heartbeat().lastSignal()).isNull();
    configure(Duration.ofMinutes(1));
    minutes(30);
    assertThat(world.said()).isEmpty();
    assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).isEmpty();
  }

  @Test
  void reportedBugAllFireWhenTheCheckerWasDown() {
    signal();
    world.clock.advance(Duration.ofHours(5)); // no sweep ran
    world.settle();
    assertThat(states()).isEmpty();
    minutes(9);
    assertThat(states()).isEmpty();
    minutes(1);
    assertThat(states()).as("after one more timeout without a signal").containsExactly("alerting");
  }

  @Test
  void afterTheCheckerWasDownASignalIsEnough() {
    signal();
    world.clock.advance(Duration.ofHours(5));
    signal();
    world.settle();
    minutes(9);
    signal();
    minutes(9);
    assertThat(states()).isEmpty();
    minutes(1);
    assertThat(states()).containsExactly("alerting");
  }

  @Test
  void aSignalThatIsStoredLateDoesNotTurnTimeBack() {
    var early = world.clock.instant();
    world.clock.advance(Duration.ofSeconds(3));
    signal();
    world.signals.receive(integration, early);
    assertThat(heartbeat().lastSignal()).isEqualTo(world.clock.instant());
  }
}
