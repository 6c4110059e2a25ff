package dev.watchbill.domain.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimerTest {
  private static final Instant DUE = Instant.parse("2026-11-21T12:00:00.5Z");

  /** Rows and messages of other releases carry these names. */
  @Test
  void aMessageNamesItsTimer() {
    assertThat(Timer.at(TimerKind.SILENCE_EXPIRY, DUE, "O1", "I1").message())
        .isEqualTo("silence-expiry#2026-11-21T12:00:00.500000Z#O1#I1");
    assertThat(TimerKind.values())
        .extracting(TimerKind::slug)
        .containsExactly(
            "silence-expiry",
            "maintenance-end",
            "heartbeat-check",
            "auto-resolve",
            "erase",
            "cascade",
            "shift-evaluation",
            "escalation",
            "paging",
            "delivery",
            "bundle",
            "acknowledge-reminder");
  }

  @ParameterizedTest
  @EnumSource(TimerKind.class)
  void aMessageLeadsBackToItsTimer(TimerKind kind) {
    Timer timer = Timer.at(kind, DUE, "O1", "C1/expired");
    assertThat(Timer.fromMessage(timer.message())).contains(timer);
    assertThat(Timer.fromMessage(timer.reference())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "erase",
        "erase#",
        "erase#now#O1#I1",
        "erase#2026-11-21T12:00:00Z#O1",
        "erase#2026-11-21T12:00:00Z#O1#I1#more",
        "ERASE#2026-11-21T12:00:00Z#O1#I1",
        "shift-change#2026-11-21T12:00:00Z#O1#I1"
      })
  void whatNamesNoKnownTimerIsEmpty(String message) {
    assertThat(Timer.fromMessage(message)).isEmpty();
  }

  @Test
  void aMessageNamesTheShardAndTheRun() {
    Timer sharded = Timer.at(TimerKind.ERASE, DUE, "O1", "I2", 4).ofGeneration(7);
    assertThat(sharded.shard()).isNotZero();
    assertThat(sharded.message())
        .isEqualTo("erase#" + sharded.shard() + "#2026-11-21T12:00:00.500000Z#O1#I2#7");
    assertThat(Timer.fromMessage(sharded.message())).contains(sharded);
    assertThat(sharded.sameAs(sharded.ofGeneration(8))).isFalse();
    assertThat(sharded.sameAs(Timer.at(TimerKind.ERASE, DUE, "O1", "I2").ofGeneration(7)))
        .isFalse();
    assertThat(sharded.sameAs(sharded.failed("no answer"))).isTrue();
  }
}
