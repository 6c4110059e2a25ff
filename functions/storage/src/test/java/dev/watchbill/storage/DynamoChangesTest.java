package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import org.junit.jupiter.api.Test;

/** What every noun may count on when its change is committed. */
class DynamoChangesTest {
  private static final Committed DONE = new Committed.Done();
  private static final Committed STALE = new Committed.Stale();

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final DynamoChanges changes = new DynamoChanges(table, Samples.SECRETS);
  private final WritableGroups groups = new WritableGroups(memory);
  private final DynamoTimers timers = new DynamoTimers(memory);

  private AlertGroup group(String id) {
    groups.open(Samples.opening("O1", id, "C1", id, Samples.NOW), Samples.alert("O1", id, 0), true);
    return groups.find("O1", id).orElseThrow();
  }

  private static Timer timer(int seconds) {
    return Timer.at(TimerKind.SILENCE_EXPIRY, Samples.NOW.plusSeconds(seconds), "O1", "I1");
  }

  /** The page of an escalation that the same alert ends must not come. */
  @Test
  void theLastWordAboutATimerIsStored() {
    Change both = Change.at(Samples.NOW).set(timer(1)).clear(timer(2));
    changes.commit(both.then(Change.at(Samples.NOW).clear(timer(1)).set(timer(2))));
    assertThat(timers.find(timer(1))).isEmpty();
    assertThat(timers.find(timer(2))).isPresent();
  }

  @Test
  void aTimerThatRanAndIsSetAgainStandsOnlyIfItStood() {
    Change again = Change.at(Samples.NOW).set(timer(1)).ran(timer(1));
    assertThat(changes.commit(again)).isEqualTo(STALE);
    changes.commit(Change.at(Samples.NOW).set(timer(1)));
    assertThat(changes.commit(again)).isEqualTo(DONE);
    assertThat(timers.find(timer(1))).isPresent();
    assertThat(changes.commit(Change.at(Samples.NOW).ran(timer(1)))).isEqualTo(DONE);
    assertThat(changes.commit(Change.at(Samples.NOW).ran(timer(1)))).isEqualTo(STALE);
  }

  @Test
  void aHundredWritesFitAndOneMoreIsTooBig() {
    Change change = Change.at(Samples.NOW);
    for (int i = 1; i <= 100; i++) change = change.set(timer(i));
    assertThat(changes.commit(change)).isEqualTo(DONE);
    for (int i = 1; i <= 100; i++) change = change.clear(timer(i));
    change = change.set(timer(101));
    assertThat(changes.commit(change))
        .isInstanceOfSatisfying(
            Committed.TooBig.class, big -> assertThat(big.writes()).isEqualTo(101));
    assertThat(timers.find(timer(1))).as("nothing of it is done").isPresent();
  }

  @Test
  void whatIsExpectedMustStand() {
    AlertGroup read = group("I1");
    Change change = Change.at(Samples.NOW).expect(new Expectation.Unchanged(read)).set(timer(1));
    assertThat(changes.commit(change)).isEqualTo(DONE);
    table.interpose(
        () ->
            groups.commit(
                (Change) AlertGroupActions.acknowledge(read, Actor.SYSTEM, Samples.NOW),
                null,
                Samples.NOW));
    assertThat(changes.commit(change.set(timer(2)))).isEqualTo(STALE);
    assertThat(timers.find(timer(2))).isEmpty();
  }

  @Test
  void anAlertJoinsWhoIsAcknowledgedMeanwhileAndNobodyWhoIsResolved() {
    AlertGroup read = group("I1");
    Alert one = Samples.alert("O1", "I1", 1);
    Alert two = Samples.alert("O1", "I1", 2);
    Change joins = Change.at(Samples.NOW).expect(new Expectation.AsOpen(read));
    table.interpose(
        () ->
            groups.commit(
                (Change) AlertGroupActions.acknowledge(read, Actor.SYSTEM, Samples.NOW),
                null,
                Samples.NOW));
    assertThat(changes.commit(joins.create(one))).isEqualTo(DONE);
    AlertGroup acknowledged = groups.find("O1", "I1").orElseThrow();
    groups.commit(
        (Change) AlertGroupActions.resolve(acknowledged, Actor.SYSTEM, Samples.NOW),
        null,
        Samples.NOW);
    assertThat(changes.commit(joins.create(two))).isEqualTo(STALE);
    // tried again, because its answer was lost
    assertThat(changes.commit(joins.create(one))).isEqualTo(DONE);
    assertThat(groups.find("O1", "I1").orElseThrow().content().alertsCount()).isEqualTo(2);
  }

  /** The same count of two groups is one write, and both are counted. */
  @Test
  void twoRowsMeetOnOneItem() {
    Change both = Change.at(Samples.NOW);
    for (String id : new String[] {"I1", "I5"}) { // of one shard
      Alert first = Samples.alert("O1", id, 0);
      Change opening = Samples.opening("O1", id, "C1", id, Samples.NOW);
      AlertGroup group = WritableGroups.group(opening);
      var content =
          new AlertGroup.Content(
              group.content().title(), group.content().labels(), 1, first.id(), false);
      both =
          both.then(
              opening
                  .replace(group, Attached.with(group, group.status(), group.lock(), content))
                  .create(first));
    }
    assertThat(changes.commit(both)).isEqualTo(DONE);
    Audit.of(memory, "O1").isSound();
  }

  @Test
  void aDecisionAboutWhatDoesNotChangeIsABug() {
    Change change =
        Change.at(Samples.NOW)
            .record(
                AlertGroup.subject("O1", "I1"),
                Decision.of("opened", Actor.SYSTEM, "to nobody's knowledge"));
    assertThatThrownBy(() -> changes.commit(change)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anAlertWithoutItsGroupIsABug() {
    Change change = Change.at(Samples.NOW).create(Samples.alert("O1", "I1", 1));
    assertThatThrownBy(() -> changes.commit(change)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatNobodyWritesIsABug() {
    record Unknown() implements Row {
      @Override
      public Subject subject() {
        return new Subject(Subject.Kind.SHIFT, "O1", "X");
      }
    }
    assertThatThrownBy(() -> changes.commit(Change.at(Samples.NOW).create(new Unknown())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rowsOfTwoNounsAreOneCommit() {
    new DynamoIntegrations(memory, Samples.SECRETS).create(Samples.integration("O1", "C1", "one"));
    Heartbeat heartbeat = new DynamoHeartbeats(memory).find("O1", "C1").orElseThrow();
    AlertGroup group = group("I1");
    Change change =
        ((Change) AlertGroupActions.acknowledge(group, Actor.SYSTEM, Samples.NOW))
            .replace(heartbeat, heartbeat.signalled(Samples.NOW));
    assertThat(changes.commit(change)).isEqualTo(DONE);
    assertThat(changes.commit(change)).isEqualTo(STALE);
    assertThat(new DynamoHeartbeats(memory).find("O1", "C1").orElseThrow().lastSignal())
        .isEqualTo(Samples.NOW);
  }
}
