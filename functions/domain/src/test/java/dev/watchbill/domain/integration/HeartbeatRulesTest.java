package dev.watchbill.domain.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.integration.HeartbeatRules.News;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What signals and time make of a heartbeat (spec oncall-behaviour §1.8). */
class HeartbeatRulesTest {
  private static final Instant T0 = Instant.parse("2030-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Heartbeat heartbeat(Duration timeout, @Nullable Instant last, boolean missing) {
    Instant since = missing ? T0.plus(timeout) : null;
    return new Heartbeat("O1", "C1", timeout, last, since, 1);
  }

  private static Timer check(Instant due) {
    return Timer.at(TimerKind.HEARTBEAT_CHECK, due, "O1", "C1");
  }

  private static Heartbeat next(@Nullable Change change) {
    return (Heartbeat)
        Objects.requireNonNull(Objects.requireNonNull(change).rows().getFirst().after());
  }

  private static List<Timer> set(@Nullable Change change) {
    return Objects.requireNonNull(change).setTimers();
  }

  @Test
  void theFirstSignalSetsTheCheckAndTheNextOnesDoNot() {
    var first = HeartbeatRules.signalled(heartbeat(MINUTE, null, false), T0);
    assertThat(set(first)).containsExactly(check(T0.plus(MINUTE)));
    assertThat(first.clearedTimers()).isEmpty();
    var second = HeartbeatRules.signalled(next(first), T0.plusSeconds(30));
    assertThat(set(second)).isEmpty();
    assertThat(next(second).lastSignal()).isEqualTo(T0.plusSeconds(30));
  }

  @Test
  void aSignalAfterTheAbsenceWasNoticedRestores() {
    var back = HeartbeatRules.signalled(heartbeat(MINUTE, T0, true), T0.plusSeconds(500));
    assertThat(next(back).missing()).isFalse();
    assertThat(back.clearedTimers())
        .as("nobody is told of the absence any more")
        .containsExactly(Timer.at(TimerKind.HEARTBEAT_CHECK, T0.plus(MINUTE), "O1", "C1/expired"));
    Timer report = set(back).getFirst();
    assertThat(HeartbeatRules.newsOf(report)).contains(News.RESTORED);
    assertThat(HeartbeatRules.integrationOf(report)).isEqualTo("C1");
    assertThat(HeartbeatRules.stillNews(next(back), News.RESTORED)).isTrue();
    assertThat(HeartbeatRules.stillNews(next(back), News.EXPIRED)).isFalse();
  }

  @Test
  void aSignalWhoseCheckWasLostSetsAnother() {
    var signalled =
        HeartbeatRules.signalled(
            heartbeat(MINUTE, T0, false), T0.plus(MINUTE).plus(HeartbeatRules.LATE));
    assertThat(set(signalled))
        .containsExactly(check(T0.plus(MINUTE).plus(HeartbeatRules.LATE).plus(MINUTE)));
  }

  @Test
  void switchedOffNothingIsCheckedOrRestored() {
    var off = HeartbeatRules.signalled(heartbeat(Duration.ZERO, T0, true), T0.plusSeconds(1));
    assertThat(set(off)).isEmpty();
    assertThat(off.clearedTimers()).hasSize(1);
    assertThat(next(off).missing()).isFalse();
    assertThat(HeartbeatRules.check(heartbeat(Duration.ZERO, T0, false), check(T0), T0)).isNull();
  }

  @Test
  void neverSignalledNeverMissing() {
    assertThat(
            HeartbeatRules.check(
                heartbeat(MINUTE, null, false), check(T0), T0.plusSeconds(1_000_000)))
        .isNull();
  }

  @Test
  void aCheckThatFindsAYoungerSignalIsSetAnew() {
    Timer due = check(T0.plus(MINUTE));
    Heartbeat heartbeat = heartbeat(MINUTE, T0.plusSeconds(40), false);
    Change again = HeartbeatRules.check(heartbeat, due, T0.plus(MINUTE));
    assertThat(set(again)).containsExactly(check(T0.plusSeconds(100)));
    assertThat(Objects.requireNonNull(again).ran()).isEqualTo(due);
    assertThat(next(again)).isEqualTo(heartbeat);
  }

  @Test
  void missingAtTheVeryEndOfItsTimeout() {
    Change missing =
        HeartbeatRules.check(heartbeat(MINUTE, T0, false), check(T0.plus(MINUTE)), T0.plus(MINUTE));
    Timer report = set(missing).getFirst();
    assertThat(next(missing).missingSince()).isEqualTo(report.due());
    assertThat(HeartbeatRules.newsOf(report)).contains(News.EXPIRED);
    assertThat(report.due()).isEqualTo(T0.plus(MINUTE));
    assertThat(
            HeartbeatRules.check(
                heartbeat(MINUTE, T0, true), check(T0.plus(MINUTE)), T0.plus(MINUTE)))
        .isNull();
  }

  @Test
  void aCheckThatComesFarTooLateWaitsOneMoreTimeout() {
    Instant late = T0.plus(MINUTE).plus(HeartbeatRules.LATE).plusSeconds(1);
    Change waits = HeartbeatRules.check(heartbeat(MINUTE, T0, false), check(T0.plus(MINUTE)), late);
    assertThat(set(waits)).containsExactly(check(late.plus(MINUTE)));
    assertThat(next(waits).missing()).isFalse();
    Change missing =
        HeartbeatRules.check(
            heartbeat(MINUTE, T0, false), check(late.plus(MINUTE)), late.plus(MINUTE));
    assertThat(next(missing).missing()).isTrue();
  }

  @Test
  void aTimeoutSetLateGivesOneMoreTimeout() {
    var configured =
        HeartbeatRules.configured(heartbeat(Duration.ZERO, T0, false), MINUTE, T0.plusSeconds(900));
    assertThat(set(configured)).containsExactly(check(T0.plusSeconds(960)));
    var off = HeartbeatRules.configured(heartbeat(MINUTE, T0, false), Duration.ZERO, T0);
    assertThat(set(off)).isEmpty();
    assertThat(off.clearedTimers()).containsExactly(check(T0.plus(MINUTE)));
    assertThat(set(HeartbeatRules.configured(heartbeat(MINUTE, null, false), MINUTE, T0)))
        .isEmpty();
    assertThat(set(HeartbeatRules.configured(heartbeat(MINUTE, T0, true), MINUTE, T0))).isEmpty();
  }

  @Test
  void aCheckIsNoReport() {
    assertThat(HeartbeatRules.newsOf(check(T0))).isEmpty();
    assertThat(HeartbeatRules.integrationOf(check(T0))).isEqualTo("C1");
  }
}
