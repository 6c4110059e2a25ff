package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
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

    assertThat(heartbeats.replace(stored().signalled(Samples.NOW), next, null))
        .isEqualTo(new Saved.Done());

    assertThat(stored().lastSignal()).isEqualTo(Samples.NOW);
    assertThat(stored().version()).isEqualTo(2);
    assertThat(timers.find(next)).contains(next);

    Timer later = check(1200);
    heartbeats.replace(stored().signalled(Samples.NOW.plusSeconds(600)), later, next);
    assertThat(timers.find(next)).isEmpty();
    assertThat(timers.find(later)).contains(later);
  }

  @Test
  void aCheckMaySetItselfAgain() {
    Timer check = check(600);
    heartbeats.replace(stored(), check, null);

    assertThat(heartbeats.replace(stored().missing(Samples.NOW), check, check))
        .isEqualTo(new Saved.Done());
    assertThat(timers.find(check)).contains(check);
  }

  @Test
  void ofTwoChangesAtOnceOneWinsWithItsTimer() {
    Heartbeat read = stored();
    table.interpose(
        () -> new DynamoHeartbeats(memory).replace(read.signalled(Samples.NOW), check(1), null));

    assertThat(heartbeats.replace(read.missing(Samples.NOW), check(2), null))
        .isEqualTo(new Saved.Stale());

    assertThat(stored().missing()).isFalse();
    assertThat(timers.find(check(1))).isPresent();
    assertThat(timers.find(check(2))).isEmpty();
  }
}
