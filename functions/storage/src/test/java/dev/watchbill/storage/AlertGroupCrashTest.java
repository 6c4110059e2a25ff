package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Dies before and after every write of a flow: nothing is lost, nothing doubled. */
class AlertGroupCrashTest {

  private static final Timer TIMER =
      Timer.at(TimerKind.AUTO_RESOLVE, Samples.NOW.plusSeconds(5), "O1", "I1");
  private static final Change OPENING =
      Samples.opening("O1", "I1", "C1", Samples.KEY, Samples.NOW).set(TIMER);
  private static final Alert FIRST = Samples.alert("O1", "I1", 0);
  private static final Alert SECOND = Samples.alert("O1", "I1", 1);
  private static final Alert BIG = BigPayloads.alert("O1", "I1", 0, 500_000);
  private static final Alert BIG_SECOND = BigPayloads.alert("O1", "I1", 1, 500_000);

  private static AlertGroup stored(Table table) {
    return new WritableGroups(table).find("O1", "I1").orElseThrow();
  }

  private static Committed open(Table table) {
    return new WritableGroups(table).open(OPENING, FIRST, true);
  }

  private static Committed append(Table table) {
    return new WritableGroups(table).append(stored(table), SECOND);
  }

  private static Committed openBig(Table table) {
    return new WritableGroups(table).open(OPENING, BIG, true);
  }

  private static Committed appendBig(Table table) {
    return new WritableGroups(table).append(stored(table), BIG_SECOND);
  }

  private static Committed resolve(Table table) {
    return resolve(table, SECOND);
  }

  private static Committed resolveBig(Table table) {
    return resolve(table, BIG_SECOND);
  }

  /** Decides from what stands there, as every new try does. */
  private static Committed resolve(Table table, Alert with) {
    Optional<Change> change =
        Optional.ofNullable(AlertGroupActions.resolvedBySource(stored(table), Samples.NOW));
    return change
        .map(
            some ->
                new WritableGroups(table).commit(some.ran(TIMER), with, Samples.NOW.plusSeconds(5)))
        .orElse(new Committed.Done());
  }

  private static Committed delete(Table table) {
    var groups = new WritableGroups(table);
    groups.find("O1", "I1").ifPresent(group -> groups.delete(group, Samples.NOW));
    groups.erase("O1", "I1");
    return new Committed.Done();
  }

  /** Every crash of the flow, then the flow again on a table that works. */
  private static void crash(
      int writes,
      List<Consumer<Table>> before,
      Function<Table, Committed> flow,
      Consumer<MemoryTable> afterwards) {
    var whole = new MemoryTable(new TestClock());
    before.forEach(each -> each.accept(whole));
    CrashingTable counting = CrashingTable.never(whole);
    assertThat(flow.apply(counting)).isEqualTo(new Committed.Done());
    assertThat(counting.writes()).isEqualTo(writes);

    for (int write = 1; write <= writes; write++) {
      for (boolean late : List.of(false, true)) {
        var memory = new MemoryTable(new TestClock());
        before.forEach(each -> each.accept(memory));
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        assertThatThrownBy(() -> flow.apply(crashing)).isInstanceOf(Crash.class);
        Audit.of(memory, "O1").isSound();

        assertThat(flow.apply(memory)).isEqualTo(new Committed.Done());

        Audit.of(memory, "O1").isSound();
        afterwards.accept(memory);
      }
    }
  }

  @Test
  void opening() {
    crash(
        3,
        List.of(),
        AlertGroupCrashTest::open,
        memory -> {
          assertThat(Audit.of(memory, "O1").groups()).hasSize(1);
          assertThat(stored(memory).content().alertsCount()).isEqualTo(1);
          assertThat(stored(memory).ledger().count()).isEqualTo(2);
          assertThat(new DynamoTimers(memory).find(TIMER)).isPresent();
        });
  }

  @Test
  void appending() {
    crash(
        3,
        List.of(AlertGroupCrashTest::open),
        AlertGroupCrashTest::append,
        memory -> assertThat(stored(memory).content().alertsCount()).isEqualTo(2));
  }

  @Test
  void aTimerThatResolvesWithAnAlert() {
    crash(
        3,
        List.of(AlertGroupCrashTest::open),
        AlertGroupCrashTest::resolve,
        memory -> {
          assertThat(stored(memory).state()).isEqualTo(State.RESOLVED);
          assertThat(stored(memory).content().alertsCount()).isEqualTo(2);
          assertThat(stored(memory).ledger().count()).isEqualTo(3);
          assertThat(new DynamoTimers(memory).find(TIMER)).isEmpty();
        });
  }

  @Test
  void deletingAndErasing() {
    crash(
        6,
        List.of(AlertGroupCrashTest::open, AlertGroupCrashTest::append),
        AlertGroupCrashTest::delete,
        memory ->
            assertThat(memory.everything())
                .extracting(Item::type)
                .containsOnly("counter", "alert-day", "timer"));
  }

  /** What an alert that died left behind is erased an hour later, and nothing else is. */
  private static void payloadsAre(MemoryTable memory, Alert... alerts) {
    Instant later = Samples.NOW.plus(Payloads.UNCLAIMED).plusSeconds(60);
    for (Timer timer : new DynamoTimers(memory).due(TimerKind.ERASE, later, 100)) {
      new WritableGroups(memory).erase(timer.org(), timer.subject());
    }
    assertThat(new DynamoAlerts(memory, new TestClock()).ofGroup("O1", "I1", 10))
        .containsExactly(alerts);
    long big = List.of(alerts).stream().filter(each -> each.payload().length() > 100_000).count();
    assertThat(memory.everything().stream().map(Item::type).filter("payload-part"::equals))
        .hasSize((int) big * BigPayloads.parts(BIG));
    assertThat(memory.everything()).extracting(Item::type).doesNotContain("payload-draft");
  }

  @Test
  void openingWithABigAlert() {
    crash(6, List.of(), AlertGroupCrashTest::openBig, memory -> payloadsAre(memory, BIG));
  }

  @Test
  void appendingABigAlert() {
    crash(
        6,
        List.of(AlertGroupCrashTest::open),
        AlertGroupCrashTest::appendBig,
        memory -> payloadsAre(memory, FIRST, BIG_SECOND));
  }

  @Test
  void resolvingWithABigAlert() {
    crash(
        6,
        List.of(AlertGroupCrashTest::openBig),
        AlertGroupCrashTest::resolveBig,
        memory -> payloadsAre(memory, BIG, BIG_SECOND));
  }

  @Test
  void deletingAndErasingBigAlerts() {
    crash(
        7,
        List.of(AlertGroupCrashTest::openBig, AlertGroupCrashTest::appendBig),
        AlertGroupCrashTest::delete,
        memory ->
            assertThat(memory.everything())
                .extracting(Item::type)
                .containsOnly("counter", "alert-day", "timer"));
  }

  @Test
  void wipingBigAlerts() {
    crash(
        2,
        List.of(AlertGroupCrashTest::openBig, AlertGroupCrashTest::append),
        table -> {
          var alerts = new DynamoAlerts(table, new TestClock());
          alerts.ofGroup("O1", "I1", 10); // half gone they can be read all the same
          alerts.wipe("O1", "I1", "Wiped by ann");
          return new Committed.Done();
        },
        memory -> {
          assertThat(new DynamoAlerts(memory, new TestClock()).ofGroup("O1", "I1", 10))
              .extracting(Alert::payload)
              .containsOnly("{}");
          assertThat(memory.everything()).extracting(Item::type).doesNotContain("payload-part");
        });
  }

  @Test
  void wipingIsRepeatable() {
    var memory = new MemoryTable(new TestClock());
    open(memory);
    Change wipe = AlertGroupActions.wipe(stored(memory), Actor.user("U1"), Samples.NOW);
    new WritableGroups(memory).commit(wipe, null, Samples.NOW);
    var alerts = new DynamoAlerts(memory, new TestClock());
    alerts.wipe("O1", "I1", "Wiped by ann");
    List<Alert> once = alerts.ofGroup("O1", "I1", 10);

    alerts.wipe("O1", "I1", "Wiped by ann");

    assertThat(alerts.ofGroup("O1", "I1", 10)).isEqualTo(once);
    Audit.of(memory, "O1").isSound();
  }
}
