package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State × action → outcome (spec oncall-behaviour §6.3), and the examples of §6.4 and §4. */
class AlertGroupActionsTest {
  private static final Instant T0 = Instant.parse("2030-03-01T12:00:00Z");
  private static final Actor ALICE = Actor.user("U1");

  private static AlertGroup firing(boolean maintenance) {
    return new AlertGroup(
        "I1",
        "O1",
        "C1",
        "R1",
        1,
        "key",
        T0,
        T0,
        null,
        maintenance,
        Lock.OF_KEY,
        new Content("T", List.of(), 1, "A1", false),
        Status.NEW,
        Ledger.Head.EMPTY,
        0);
  }

  private static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  private static Change done(@Nullable Outcome outcome) {
    assertThat(outcome).isInstanceOf(Change.class);
    return (Change) Objects.requireNonNull(outcome);
  }

  private static AlertGroup next(@Nullable Outcome outcome) {
    Change change = done(outcome);
    return (AlertGroup) Objects.requireNonNull(change.rows().getFirst().after());
  }

  private static List<String> kinds(Change change) {
    return change.decisions().stream().map(reason -> reason.decision().kind()).toList();
  }

  private static AlertGroup given(String state) {
    AlertGroup group = firing(false);
    AlertGroup acknowledged = next(AlertGroupActions.acknowledge(group, ALICE, T0));
    return switch (state) {
      case "firing" -> group;
      case "acknowledged" -> acknowledged;
      case "resolved" -> next(AlertGroupActions.resolve(group, ALICE, T0));
      case "both" -> next(AlertGroupActions.resolve(acknowledged, ALICE, T0));
      case "silenced" -> next(AlertGroupActions.silence(group, Duration.ofSeconds(600), ALICE, T0));
      case "attached" -> group.with(group.status().attached("I0"));
      case "attached+resolved" -> given("resolved").with(given("resolved").status().attached("I0"));
      case "attached+acknowledged" -> acknowledged.with(acknowledged.status().attached("I0"));
      case "attached+silenced" -> given("silenced").with(given("silenced").status().attached("I0"));
      case "maintenance" -> firing(true);
      case "maintenance+resolved" -> next(AlertGroupActions.maintenanceEnded(firing(true), T0));
      case "wiped" -> next(AlertGroupActions.wipe(group, ALICE, T0));
      default -> throw new IllegalArgumentException(state);
    };
  }

  private static Outcome act(String action, AlertGroup group) {
    return switch (action) {
      case "acknowledge" -> AlertGroupActions.acknowledge(group, ALICE, at(9));
      case "unacknowledge" -> AlertGroupActions.unacknowledge(group, ALICE, at(9));
      case "resolve" -> AlertGroupActions.resolve(group, ALICE, at(9));
      case "unresolve" -> AlertGroupActions.unresolve(group, ALICE, at(9));
      case "silence" -> AlertGroupActions.silence(group, Duration.ofSeconds(60), ALICE, at(9));
      case "unsilence" -> AlertGroupActions.unsilence(group, ALICE, at(9));
      default -> throw new IllegalArgumentException(action);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "firing | acknowledge | ACKNOWLEDGED",
        "firing | unacknowledge | an unacknowledged",
        "firing | resolve | RESOLVED",
        "firing | unresolve | an unresolved",
        "firing | silence | SILENCED",
        "firing | unsilence | an unsilenced",
        "acknowledged | acknowledge | an acknowledged",
        "acknowledged | unacknowledge | FIRING",
        "acknowledged | resolve | RESOLVED",
        "acknowledged | unresolve | an unresolved",
        "acknowledged | silence | an acknowledged",
        "acknowledged | unsilence | an unsilenced",
        "resolved | acknowledge | a resolved",
        "resolved | unacknowledge | an unacknowledged",
        "resolved | resolve | a resolved",
        "resolved | unresolve | FIRING",
        "resolved | silence | a resolved",
        "resolved | unsilence | an unsilenced",
        "both | acknowledge | an acknowledged",
        "both | unacknowledge | a resolved",
        "both | resolve | a resolved",
        "both | unresolve | FIRING",
        "both | silence | a resolved",
        "both | unsilence | an unsilenced",
        "silenced | acknowledge | ACKNOWLEDGED",
        "silenced | unacknowledge | an unacknowledged",
        "silenced | resolve | RESOLVED",
        "silenced | unresolve | an unresolved",
        "silenced | silence | SILENCED",
        "silenced | unsilence | FIRING",
        "attached | acknowledge | an attached",
        "attached | unacknowledge | an unacknowledged",
        "attached | resolve | an attached",
        "attached | unresolve | an unresolved",
        "attached | silence | an attached",
        "attached | unsilence | an unsilenced",
        "attached+resolved | acknowledge | a resolved",
        "attached+resolved | resolve | a resolved",
        "attached+resolved | unresolve | an attached",
        "attached+acknowledged | unacknowledge | an attached",
        "attached+silenced | unsilence | an attached",
        "attached+silenced | silence | an attached",
        "maintenance | acknowledge | a maintenance",
        "maintenance | unacknowledge | an unacknowledged",
        "maintenance | resolve | RESOLVED",
        "maintenance | unresolve | an unresolved",
        "maintenance | silence | SILENCED",
        "maintenance+resolved | unresolve | a maintenance",
        "maintenance+resolved | resolve | a resolved",
        "wiped | unresolve | RESOLVED",
        "wiped | resolve | a resolved",
        "wiped | acknowledge | a resolved",
      })
  void stateAndAction(String state, String action, String expected) {
    Outcome outcome = act(action, given(state));
    if (expected.indexOf(' ') > 0) {
      assertThat(outcome)
          .isEqualTo(new Outcome.Refused("Can't " + action + " " + expected + " alert group"));
    } else {
      assertThat(next(outcome).state()).isEqualTo(State.valueOf(expected));
      assertThat(done(outcome).decisions()).as("every change leaves its reason").isNotEmpty();
    }
  }

  @Test
  void s1TheSilenceEndsAtItsTime() {
    Change silenced =
        done(AlertGroupActions.silence(firing(false), Duration.ofSeconds(3600), ALICE, T0));
    Timer expiry = Timer.at(TimerKind.SILENCE_EXPIRY, at(3600), "O1", "I1");
    assertThat(silenced.setTimers()).containsExactly(expiry);
    assertThat(Objects.requireNonNull(next(silenced).status().silence()).until())
        .isEqualTo(at(3600));
    Change ended =
        done(AlertGroupActions.silenceEnded(next(silenced), expiry, at(3600))).ran(expiry);
    assertThat(next(ended).state()).isEqualTo(State.FIRING);
    assertThat(next(ended).status().restartedAt()).isEqualTo(at(3600));
    assertThat(ended.decisions())
        .singleElement()
        .satisfies(
            reason -> {
              Decision decision = reason.decision();
              assertThat(decision.actor()).isEqualTo(Actor.TIMER);
              assertThat(decision.reason()).contains("auto unsilence");
            });
    assertThat(ended.clearedTimers()).as("the timer that ran is removed by having run").isEmpty();
  }

  @Test
  void s2SilencedAnewCountsFromNowAndVoidsTheOlderExpiry() {
    AlertGroup first =
        next(AlertGroupActions.silence(firing(false), Duration.ofSeconds(3600), ALICE, T0));
    Change again = done(AlertGroupActions.silence(first, Duration.ofSeconds(600), ALICE, at(600)));
    assertThat(kinds(again)).containsExactly("unsilenced", "silenced");
    assertThat(again.clearedTimers())
        .containsExactly(Timer.at(TimerKind.SILENCE_EXPIRY, at(3600), "O1", "I1"));
    assertThat(again.setTimers())
        .containsExactly(Timer.at(TimerKind.SILENCE_EXPIRY, at(1200), "O1", "I1"));
    assertThat(
            AlertGroupActions.silenceEnded(
                next(AlertGroupActions.silence(first, Duration.ofSeconds(7200), ALICE, at(600))),
                Timer.at(TimerKind.SILENCE_EXPIRY, at(3600), "O1", "I1"),
                at(3600)))
        .isNull();
  }

  @Test
  void s3NothingAndLessAreForEver() {
    for (long seconds : new long[] {0, -1}) {
      Change silenced =
          done(AlertGroupActions.silence(firing(false), Duration.ofSeconds(seconds), ALICE, T0));
      assertThat(Objects.requireNonNull(next(silenced).status().silence()).until()).isNull();
      assertThat(silenced.setTimers()).isEmpty();
    }
  }

  @Test
  void s4AcknowledgedTheSilenceIsOverForGood() {
    AlertGroup silenced =
        next(AlertGroupActions.silence(firing(false), Duration.ofSeconds(600), ALICE, T0));
    Timer expiry = Timer.at(TimerKind.SILENCE_EXPIRY, at(600), "O1", "I1");
    Change acknowledged = done(AlertGroupActions.acknowledge(silenced, ALICE, at(100)));
    assertThat(kinds(acknowledged)).containsExactly("unsilenced", "acknowledged");
    assertThat(acknowledged.clearedTimers()).containsExactly(expiry);
    assertThat(AlertGroupActions.silenceEnded(next(acknowledged), expiry, at(600))).isNull();
    AlertGroup again = next(AlertGroupActions.unacknowledge(next(acknowledged), ALICE, at(700)));
    assertThat(again.state()).isEqualTo(State.FIRING);
    assertThat(again.status().restartedAt()).isEqualTo(at(700));
    assertThat(again.status().acknowledged()).isNull();
  }

  @Test
  void s5AndG7AResolveSignalEndsASilence() {
    AlertGroup silenced =
        next(AlertGroupActions.silence(firing(false), Duration.ofSeconds(600), ALICE, T0));
    Change resolved = done(AlertGroupActions.resolvedBySource(silenced, at(100)));
    assertThat(kinds(resolved)).containsExactly("unsilenced", "resolved");
    assertThat(next(resolved).status().silence()).isNull();
    assertThat(resolved.clearedTimers()).hasSize(1);
    assertThat(Objects.requireNonNull(next(resolved).status().resolved()).by().userId()).isNull();
    assertThat(AlertGroupActions.resolvedBySource(next(resolved), at(101))).isNull();
  }

  @Test
  void g6AResolveSignalResolvesWhatIsAcknowledgedAndKeepsWhoDidThat() {
    AlertGroup resolved = next(AlertGroupActions.resolvedBySource(given("acknowledged"), at(50)));
    assertThat(resolved.state()).isEqualTo(State.RESOLVED);
    assertThat(Objects.requireNonNull(resolved.status().acknowledged()).by()).isEqualTo(ALICE);
    assertThat(resolved.status().open()).isFalse();
  }

  @Test
  void g8UnresolvedItNeverTakesAlertsAgain() {
    AlertGroup unresolved = next(AlertGroupActions.unresolve(given("both"), ALICE, at(9)));
    assertThat(unresolved.state()).isEqualTo(State.FIRING);
    assertThat(unresolved.status().open()).isFalse();
    assertThat(unresolved.status().acknowledged()).isNull();
    assertThat(unresolved.status().restartedAt()).isEqualTo(at(9));
  }

  @Test
  void theSourceAcknowledgesOnce() {
    Change change = done(AlertGroupActions.acknowledgedBySource(given("silenced"), at(1)));
    assertThat(next(change).state()).isEqualTo(State.ACKNOWLEDGED);
    assertThat(kinds(change)).containsExactly("unsilenced", "acknowledged");
    assertThat(AlertGroupActions.acknowledgedBySource(next(change), at(2))).isNull();
  }

  @Test
  void aWipeResolvesEmptiesAndMayBeRepeated() {
    Change wiped = AlertGroupActions.wipe(given("silenced"), ALICE, at(1));
    AlertGroup group = next(wiped);
    assertThat(group.state()).isEqualTo(State.RESOLVED);
    assertThat(group.content().title()).isNull();
    assertThat(group.distinction()).isEmpty();
    assertThat(Objects.requireNonNull(group.status().resolved()).by().userId()).isNull();
    assertThat(kinds(wiped)).containsExactly("unsilenced", "resolved", "wiped");
    assertThat(kinds(AlertGroupActions.wipe(group, ALICE, at(2)))).containsExactly("wiped");
    assertThat(kinds(done(AlertGroupActions.unresolve(group, ALICE, at(3)))))
        .containsExactly("kept resolved");
  }

  @Test
  void aFollowerStandsWhereItsRootStands() {
    AlertGroup follower = given("attached");
    for (String state : List.of("acknowledged", "resolved", "both", "silenced")) {
      AlertGroup root = given(state);
      AlertGroup followed = next(AlertGroupActions.follow(follower, root, at(5)));
      assertThat(followed.state()).isEqualTo(root.state());
      assertThat(AlertGroupActions.follow(followed, root, at(6))).isNull();
      AlertGroup back = next(AlertGroupActions.follow(followed, given("firing"), at(7)));
      assertThat(back.state()).isEqualTo(State.FIRING);
    }
    AlertGroup alone = next(AlertGroupActions.detached(follower, at(8)));
    assertThat(alone.status().attachedTo()).isNull();
    assertThat(alone.status().restartedAt()).isEqualTo(at(8));
  }

  @Test
  void whoRespondedFirstIsKept() {
    AlertGroup group = next(act("acknowledge", firing(false)));
    AlertGroup later =
        next(
            AlertGroupActions.resolve(
                next(AlertGroupActions.unacknowledge(group, ALICE, at(50))), ALICE, at(60)));
    assertThat(later.status().respondedAt()).isEqualTo(at(9));
  }

  /** However people and time take turns, what is armed and what is shown agree. */
  @Test
  void anyWalkKeepsItsPromises() {
    List<String> actions =
        Arrays.asList(
            "acknowledge", "unacknowledge", "resolve", "unresolve", "silence", "unsilence");
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      AlertGroup group = firing(false);
      Set<String> armed = new HashSet<>();
      boolean closed = false;
      List<String> walk = new ArrayList<>();
      for (int step = 0; step < 30; step++) {
        Instant now = at(step * 7L);
        String action = actions.get(random.nextInt(actions.size()));
        Outcome outcome =
            switch (action) {
              case "silence" ->
                  AlertGroupActions.silence(
                      group, Duration.ofSeconds(random.nextInt(-1, 40)), ALICE, now);
              case "acknowledge" -> AlertGroupActions.acknowledge(group, ALICE, now);
              case "unacknowledge" -> AlertGroupActions.unacknowledge(group, ALICE, now);
              case "resolve" -> AlertGroupActions.resolve(group, ALICE, now);
              case "unresolve" -> AlertGroupActions.unresolve(group, ALICE, now);
              default -> AlertGroupActions.unsilence(group, ALICE, now);
            };
        if (!(outcome instanceof Change change)) continue;
        walk.add(action);
        group = next(change);
        change.clearedTimers().forEach(timer -> armed.remove(timer.reference()));
        for (Timer timer : change.setTimers()) {
          if (timer.kind() == TimerKind.SILENCE_EXPIRY) armed.add(timer.reference());
          else
            assertThat(timer).isEqualTo(group.escalationTimer(now.plus(AlertGroupActions.GRACE)));
        }
        String where = "seed " + seed + ": " + walk;
        var silence = group.status().silence();
        boolean ends = silence != null && silence.until() != null;
        assertThat(armed).as(where).hasSize(ends ? 1 : 0);
        if (silence != null) assertThat(group.state()).as(where).isEqualTo(State.SILENCED);
        closed |= group.status().resolved() != null;
        assertThat(group.status().open()).as(where).isEqualTo(!closed);
      }
      assertThat(walk).isNotEmpty();
    }
  }
}
