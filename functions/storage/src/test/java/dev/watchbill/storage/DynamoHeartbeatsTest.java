package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoHeartbeatsTest {

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final DynamoHeartbeats heartbeats = new DynamoHeartbeats(table);
  private final DynamoTimers timers = new DynamoTimers(memory);
  private final Integration integration = Samples.integration("O1", "C1", "one");

  @BeforeEach
  void anIntegrationHasOne() {
    new DynamoIntegrations(memory, Samples.SECRETS).create(integration);
  }

  private Heartbeat stored() {
    return heartbeats.find("O1", "C1").orElseThrow();
  }

  /** The heartbeat as it stands next, with a timer set and another one gone. */
  private static Committed replace(
      Table table, Heartbeat old, Heartbeat next, Timer set, @Nullable Timer done) {
    return new DynamoChanges(table, Samples.SECRETS)
        .commit(Change.at(Samples.NOW).replace(old, next).clear(done).set(set));
  }

  private static Timer check(int seconds) {
    return Timer.at(TimerKind.HEARTBEAT_CHECK, Samples.NOW.plusSeconds(seconds), "O1", "C1");
  }

  @Test
  void aNewOneExpectsASignalEveryTenMinutesAndHasSeenNone() {
    assertThat(stored())
        .isEqualTo(new Heartbeat("O1", "C1", Heartbeat.DEFAULT_TIMEOUT, null, null, 1));
    assertThat(heartbeats.find("O2", "C1")).isEmpty();
    assertThat(heartbeats.find("O1", "C2")).isEmpty();
    assertThat(heartbeats.find("O1", "#")).isEmpty();
  }

  @Test
  void aSignalIsKeptTogetherWithTheNextCheck() {
    Timer next = check(600);

    assertThat(replace(table, stored(), stored().signalled(Samples.NOW), next, null))
        .isEqualTo(new Committed.Done());

    assertThat(stored().lastSignal()).isEqualTo(Samples.NOW);
    assertThat(stored().version()).isEqualTo(2);
    assertThat(timers.find(next)).contains(next);

    Timer later = check(1200);
    replace(table, stored(), stored().signalled(Samples.NOW.plusSeconds(600)), later, next);
    assertThat(timers.find(next)).isEmpty();
    assertThat(timers.find(later)).contains(later);
  }

  @Test
  void aCheckMaySetItselfAgain() {
    Timer check = check(600);
    replace(table, stored(), stored(), check, null);

    assertThat(replace(table, stored(), stored().missing(Samples.NOW), check, check))
        .isEqualTo(new Committed.Done());
    assertThat(timers.find(check)).contains(check);
  }

  @Test
  void ofTwoChangesAtOnceOneWinsWithItsTimer() {
    Heartbeat read = stored();
    table.interpose(() -> replace(memory, read, read.signalled(Samples.NOW), check(1), null));

    assertThat(replace(table, read, read.missing(Samples.NOW), check(2), null))
        .isEqualTo(new Committed.Stale());

    assertThat(stored().missing()).isFalse();
    assertThat(timers.find(check(1))).isPresent();
    assertThat(timers.find(check(2))).isEmpty();
  }
}
