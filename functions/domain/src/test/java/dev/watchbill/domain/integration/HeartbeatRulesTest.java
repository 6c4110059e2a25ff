package dev.watchbill.domain.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.integration.HeartbeatRules.Checked;
import dev.watchbill.domain.integration.HeartbeatRules.News;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
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

  @Test
  void theFirstSignalSetsTheCheckAndTheNextOnesDoNot() {
    var first = HeartbeatRules.signalled(heartbeat(MINUTE, null, false), T0);
    assertThat(first.set()).isEqualTo(check(T0.plus(MINUTE)));
    assertThat(first.clear()).isNull();
    var second = HeartbeatRules.signalled(first.next(), T0.plusSeconds(30));
    assertThat(second.set()).isNull();
    assertThat(second.next().lastSignal()).isEqualTo(T0.plusSeconds(30));
  }

  @Test
  void aSignalAfterTheAbsenceWasNoticedRestores() {
    var back = HeartbeatRules.signalled(heartbeat(MINUTE, T0, true), T0.plusSeconds(500));
    assertThat(back.next().missing()).isFalse();
    assertThat(back.clear())
        .as("nobody is told of the absence any more")
        .isEqualTo(Timer.at(TimerKind.HEARTBEAT_CHECK, T0.plus(MINUTE), "O1", "C1/expired"));
    Timer report = Objects.requireNonNull(back.set());
    assertThat(HeartbeatRules.newsOf(report)).contains(News.RESTORED);
    assertThat(HeartbeatRules.integrationOf(report)).isEqualTo("C1");
    assertThat(HeartbeatRules.stillNews(back.next(), News.RESTORED)).isTrue();
    assertThat(HeartbeatRules.stillNews(back.next(), News.EXPIRED)).isFalse();
  }

  @Test
  void aSignalWhoseCheckWasLostSetsAnother() {
    var signalled =
        HeartbeatRules.signalled(
            heartbeat(MINUTE, T0, false), T0.plus(MINUTE).plus(HeartbeatRules.LATE));
    assertThat(signalled.set())
        .isEqualTo(check(T0.plus(MINUTE).plus(HeartbeatRules.LATE).plus(MINUTE)));
  }

  @Test
  void switchedOffNothingIsCheckedOrRestored() {
    var off = HeartbeatRules.signalled(heartbeat(Duration.ZERO, T0, true), T0.plusSeconds(1));
    assertThat(off.set()).isNull();
    assertThat(off.clear()).isNotNull();
    assertThat(off.next().missing()).isFalse();
    assertThat(HeartbeatRules.check(heartbeat(Duration.ZERO, T0, false), check(T0), T0))
        .isEqualTo(new Checked.Idle());
  }

  @Test
  void neverSignalledNeverMissing() {
    assertThat(
            HeartbeatRules.check(
                heartbeat(MINUTE, null, false), check(T0), T0.plusSeconds(1_000_000)))
        .isEqualTo(new Checked.Idle());
  }

  @Test
  void aCheckThatFindsAYoungerSignalIsSetAnew() {
    assertThat(
            HeartbeatRules.check(
                heartbeat(MINUTE, T0.plusSeconds(40), false),
                check(T0.plus(MINUTE)),
                T0.plus(MINUTE)))
        .isEqualTo(new Checked.Again(check(T0.plusSeconds(100))));
  }

  @Test
  void missingAtTheVeryEndOfItsTimeout() {
    Checked missing =
        HeartbeatRules.check(heartbeat(MINUTE, T0, false), check(T0.plus(MINUTE)), T0.plus(MINUTE));
    assertThat(missing)
        .isInstanceOfSatisfying(
            Checked.Missing.class,
            it -> {
              assertThat(it.next().missingSince()).isEqualTo(it.report().due());
              assertThat(HeartbeatRules.newsOf(it.report())).contains(News.EXPIRED);
              assertThat(it.report().due()).isEqualTo(T0.plus(MINUTE));
            });
    assertThat(
            HeartbeatRules.check(
                heartbeat(MINUTE, T0, true), check(T0.plus(MINUTE)), T0.plus(MINUTE)))
        .isEqualTo(new Checked.Idle());
  }

  @Test
  void aCheckThatComesFarTooLateWaitsOneMoreTimeout() {
    Instant late = T0.plus(MINUTE).plus(HeartbeatRules.LATE).plusSeconds(1);
    assertThat(HeartbeatRules.check(heartbeat(MINUTE, T0, false), check(T0.plus(MINUTE)), late))
        .isEqualTo(new Checked.Again(check(late.plus(MINUTE))));
    assertThat(
            HeartbeatRules.check(
                heartbeat(MINUTE, T0, false), check(late.plus(MINUTE)), late.plus(MINUTE)))
        .isInstanceOf(Checked.Missing.class);
  }

  @Test
  void aTimeoutSetLateGivesOneMoreTimeout() {
    var configured =
        HeartbeatRules.configured(heartbeat(Duration.ZERO, T0, false), MINUTE, T0.plusSeconds(900));
    assertThat(configured.set()).isEqualTo(check(T0.plusSeconds(960)));
    assertThat(HeartbeatRules.configured(heartbeat(MINUTE, T0, false), Duration.ZERO, T0).set())
        .isNull();
    assertThat(HeartbeatRules.configured(heartbeat(MINUTE, null, false), MINUTE, T0).set())
        .isNull();
    assertThat(HeartbeatRules.configured(heartbeat(MINUTE, T0, true), MINUTE, T0).set()).isNull();
  }

  @Test
  void aCheckIsNoReport() {
    assertThat(HeartbeatRules.newsOf(check(T0))).isEmpty();
    assertThat(HeartbeatRules.integrationOf(check(T0))).isEqualTo("C1");
  }
}
