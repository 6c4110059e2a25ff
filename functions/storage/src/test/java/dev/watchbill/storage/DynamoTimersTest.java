package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamoTimersTest {

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final DynamoTimers timers = new DynamoTimers(table);

  private static Timer timer(int micros, String subject) {
    return Timer.at(TimerKind.SILENCE_EXPIRY, Samples.NOW.plusNanos(micros * 1000L), "O1", subject);
  }

  private Timer set(Timer timer) {
    memory.put(TimerRow.item(timer), null);
    return timer;
  }

  @Test
  void thoseDueComeSoonestFirstAndTheInstantItselfCounts() {
    Timer third = set(timer(2, "I3"));
    Timer first = set(timer(0, "I1"));
    Timer second = set(timer(0, "I2"));
    set(timer(3, "I4"));
    set(Timer.at(TimerKind.ERASE, Samples.NOW, "O1", "I5"));

    assertThat(timers.due(TimerKind.SILENCE_EXPIRY, third.due(), 10))
        .containsExactly(first, second, third);
    assertThat(timers.due(TimerKind.SILENCE_EXPIRY, third.due(), 2)).containsExactly(first, second);
    assertThat(timers.due(TimerKind.SILENCE_EXPIRY, Samples.NOW.minusNanos(1), 10)).isEmpty();
  }

  @Test
  void aClearedTimerIsGone() {
    Timer timer = set(timer(0, "I1"));
    assertThat(timers.find(timer)).contains(timer);

    timers.clear(timer);

    assertThat(timers.find(timer)).isEmpty();
  }

  @Test
  void theFifthFailureParksIt() {
    Timer timer = set(timer(0, "I1"));
    for (int i = 1; i < Timer.ATTEMPTS; i++) {
      assertThat(timers.failed(timer, "no answer " + i).orElseThrow().attempts()).isEqualTo(i);
      assertThat(timers.find(timer).orElseThrow().lastError()).isEqualTo("no answer " + i);
    }

    Timer parked = timers.failed(timer, "x".repeat(2_000)).orElseThrow();

    assertThat(parked.attempts()).isEqualTo(Timer.ATTEMPTS);
    assertThat(parked.lastError()).hasSize(500);
    assertThat(timers.find(timer)).isEmpty();
    assertThat(timers.due(timer.kind(), timer.due(), 10)).isEmpty();
    assertThat(timers.parked("O1")).containsExactly(parked);
    assertThat(timers.parked("O2")).isEmpty();
  }

  @Test
  void aFailureOfATimerThatIsGoneLeavesNoTrace() {
    timers.failed(timer(0, "I1"), "too late");

    assertThat(memory.everything()).isEmpty();
  }

  @Test
  void twoFailuresAtOnceBothCount() {
    Timer timer = set(timer(0, "I1"));
    table.interpose(() -> new DynamoTimers(memory).failed(timer, "faster"));

    assertThat(timers.failed(timer, "slower")).as("to be noted again").isEmpty();
    assertThat(timers.failed(timer, "slower").orElseThrow().attempts()).isEqualTo(2);
  }

  @Test
  void aParkedTimerCanBePutBackOnce() {
    Timer timer = set(timer(0, "I1"));
    for (int i = 0; i < Timer.ATTEMPTS; i++) timers.failed(timer, "no answer");

    assertThat(timers.retry("O2", timer.reference(), Samples.NOW)).isFalse();
    assertThat(timers.retry("O1", "nonsense", Samples.NOW)).isFalse();
    assertThat(timers.retry("O1", timer.reference(), Samples.NOW.plusSeconds(60))).isTrue();

    assertThat(timers.parked("O1")).isEmpty();
    assertThat(timers.due(timer.kind(), Samples.NOW.plusSeconds(60), 10))
        .containsExactly(Timer.at(timer.kind(), Samples.NOW.plusSeconds(60), "O1", "I1"));
    assertThat(timers.retry("O1", timer.reference(), Samples.NOW)).isFalse();
  }

  @Test
  void parkedOnesAreListedByWhenTheyWereDue() {
    Timer later = timer(5, "I1").failed("x");
    Timer sooner = Timer.at(TimerKind.ERASE, Samples.NOW, "O1", "I2").standing(5, "y");
    for (Timer parked : List.of(later, sooner)) {
      Key key = Keys.parked(parked);
      memory.put(TimerRow.item(key, parked), null);
    }

    assertThat(timers.parked("O1")).containsExactly(sooner, later);
  }

  /** A release with four shards over rows of one that had one, and of its own. */
  @Test
  void whenTheNumberOfShardsChangesNoTimerIsLost() {
    DynamoTimers wider = new DynamoTimers(memory, 4);
    List<Timer> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(set(timer(i, "I" + i)));
      Instant due = Samples.NOW.plusNanos(i * 1000L);
      all.add(set(Timer.at(TimerKind.SILENCE_EXPIRY, due, "O1", "J" + i, 4)));
    }
    assertThat(all).extracting(Timer::shard).contains(0, 1, 2, 3);
    List<Timer> due = wider.due(TimerKind.SILENCE_EXPIRY, Samples.NOW.plusSeconds(1), 100);
    assertThat(due).containsExactlyInAnyOrderElementsOf(all);
    DynamoChanges changes = new DynamoChanges(memory, Samples.SECRETS);
    for (Timer each : due) {
      assertThat(Timer.fromMessage(each.message())).as("%s", each).contains(each);
      assertThat(wider.find(each)).contains(each);
      assertThat(changes.commit(Change.at(Samples.NOW).ran(each))).isEqualTo(new Committed.Done());
    }
    assertThat(memory.everything()).isEmpty();
  }

  @Test
  void theTimersOfTwoRunsOfOneSubjectAreTwo() {
    Timer old = set(timer(0, "I1").ofGeneration(1));
    Timer young = set(timer(0, "I1").ofGeneration(2));
    assertThat(timers.due(old.kind(), old.due(), 9)).containsExactlyInAnyOrder(old, young);
    timers.clear(old);
    assertThat(timers.find(young)).contains(young);
    for (int i = 0; i < Timer.ATTEMPTS; i++) timers.failed(young, "no answer");
    assertThat(timers.retry("O1", young.reference(), Samples.NOW)).isTrue();
    assertThat(timers.find(young)).contains(young);
  }
}
