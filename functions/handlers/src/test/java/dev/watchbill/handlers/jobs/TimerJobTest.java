package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.jobs.TimerJob.Outcome;
import dev.watchbill.handlers.jobs.TimerJob.Sweep;
import dev.watchbill.storage.CrashingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What all jobs do alike (DESIGN §3). */
class TimerJobTest {
  private final JobWorld world = new JobWorld();
  private final Set<String> broken = new HashSet<>();
  private final List<String> ran = new ArrayList<>();
  private final TimerJob job =
      new TimerJob(TimerKind.ERASE, world.timers, world.prompts, world.commits) {
        @Override
        protected Effect run(Timer due, Instant now) {
          if (broken.contains(due.subject())) throw new IllegalStateException("secret payload");
          ran.add(due.subject());
          return Effect.NOTHING;
        }
      };

  private Timer set(Duration ahead, String subject) {
    Timer timer =
        Timer.at(TimerKind.ERASE, world.clock.instant().plus(ahead), JobWorld.ORG, subject);
    // any change that sets a timer will do
    world.open(
        world.integration(dev.watchbill.domain.integration.IntegrationType.WEBHOOK),
        null,
        "{}",
        timer);
    world.queue.sent.clear();
    return timer;
  }

  private Sweep sweep() {
    return job.sweep(world.clock.instant(), () -> true);
  }

  @Test
  void aSweepRunsTheOverdueAndQueuesTheComing() {
    set(Duration.ofSeconds(-5), "overdue");
    set(Duration.ZERO, "due");
    Timer coming = set(Duration.ofMillis(60_500), "coming");
    set(Duration.ofSeconds(91), "later");

    assertThat(sweep()).isEqualTo(new Sweep(2, 1, 0, 0));

    assertThat(ran).containsExactly("overdue", "due");
    assertThat(world.queue.sent)
        .containsExactly(new FakeQueue.Sent(coming.message(), Duration.ofSeconds(61)));
    assertThat(world.standing(TimerKind.ERASE))
        .extracting(Timer::subject)
        .containsExactly("coming", "later");
  }

  /** So that a month without anything to do costs reads alone, and nobody misses such a sweep. */
  @Test
  void aSweepThatFindsNothingNearChangesNothing() {
    world.silence(world.open(), Duration.ofSeconds(91));
    world.rota.daily(world.clock.instant().minus(Duration.ofHours(1)), "ann", "bob");
    world.settle();
    world.queue.sent.clear();
    CrashingTable counting = CrashingTable.never(world.table);
    JobWorld quiet = new JobWorld(world.clock, counting, 2);

    for (TimerKind kind : quiet.kinds()) {
      assertThat(quiet.sweep(kind)).as(kind.slug()).isEqualTo(new Sweep(0, 0, 0, 0));
    }

    assertThat(counting.writes()).isZero();
    assertThat(quiet.queue.sent).isEmpty();
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(quiet.sweep(TimerKind.SILENCE_EXPIRY).queued()).isEqualTo(1);
  }

  @Test
  void aLostMessageOnlyCostsPromptness() {
    world.queue.broken = true;
    set(Duration.ofSeconds(30), "coming");
    assertThat(sweep()).isEqualTo(new Sweep(0, 1, 0, 0));
    world.clock.advance(Duration.ofMinutes(1));
    assertThat(sweep()).isEqualTo(new Sweep(1, 0, 0, 0));
    assertThat(ran).containsExactly("coming");
  }

  /**
   * On a clock that stands between two messages, one that comes early is queued again at the same
   * instant: so none may, however little is missing.
   */
  @Test
  void noMessageComesEarly() {
    long seed = 542;
    Random random = new Random(seed);
    List<Duration> waits =
        new ArrayList<>(List.of(Duration.ofNanos(1_000), Duration.ofNanos(999_000)));
    for (int i = 0; i < 200; i++) {
      waits.add(Duration.ofNanos(1_000 * random.nextLong(1, 1L << random.nextInt(1, 26))));
    }
    for (Duration wait : waits) {
      world.queue.sent.clear();
      Timer timer = Timer.at(TimerKind.ERASE, world.clock.instant().plus(wait), JobWorld.ORG, "x");
      world.prompts.send(List.of(timer), world.clock.instant());
      Instant comes = world.clock.instant().plus(world.queue.sent.getFirst().delay());
      assertThat(comes).as("seed " + seed + ", " + wait).isAfterOrEqualTo(timer.due());
    }
  }

  @Test
  void aMessageRunsItsTimerOnce() {
    Timer timer = set(Duration.ofSeconds(10), "x");
    assertThat(job.wake(timer, world.clock.instant())).isEqualTo(Outcome.EARLY);
    assertThat(world.queue.sent)
        .containsExactly(new FakeQueue.Sent(timer.message(), Duration.ofSeconds(10)));
    world.clock.advance(Duration.ofSeconds(10));
    assertThat(job.wake(timer, world.clock.instant())).isEqualTo(Outcome.RAN);
    assertThat(job.wake(timer, world.clock.instant())).isEqualTo(Outcome.GONE);
    assertThat(ran).containsExactly("x");
  }

  @Test
  void whatKeepsFailingIsParkedAndNeverBlocksItsNeighbours() {
    broken.add("bad");
    Timer bad = set(Duration.ZERO, "bad");
    set(Duration.ofSeconds(1), "good");
    world.clock.advance(Duration.ofSeconds(1));

    assertThat(sweep()).isEqualTo(new Sweep(1, 0, 1, 0));
    assertThat(ran).containsExactly("good");
    assertThat(job.wake(bad, world.clock.instant())).isEqualTo(Outcome.FAILED);
    assertThat(sweep()).isEqualTo(new Sweep(0, 0, 1, 0));
    assertThat(sweep()).isEqualTo(new Sweep(0, 0, 1, 0));
    assertThat(sweep()).isEqualTo(new Sweep(0, 0, 0, 1));
    assertThat(sweep()).isEqualTo(new Sweep(0, 0, 0, 0));

    assertThat(world.timers.parked(JobWorld.ORG))
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.subject()).isEqualTo("bad");
              assertThat(parked.attempts()).isEqualTo(Timer.ATTEMPTS);
              assertThat(parked.lastError())
                  .startsWith("IllegalStateException at ")
                  .doesNotContain("secret");
            });

    broken.clear();
    assertThat(world.timers.retry(JobWorld.ORG, bad.reference(), world.clock.instant())).isTrue();
    assertThat(sweep()).isEqualTo(new Sweep(1, 0, 0, 0));
    assertThat(ran).containsExactly("good", "bad");
  }

  @Test
  void moreFailingTimersThanABatchDoNotHideTheOthers() {
    for (int i = 0; i < 300; i++) {
      broken.add("bad" + i);
      set(Duration.ofSeconds(-400 + i), "bad" + i);
    }
    set(Duration.ZERO, "good");
    assertThat(sweep()).isEqualTo(new Sweep(1, 0, 300, 0));
    assertThat(ran).containsExactly("good");
  }

  @Test
  void aSweepStopsWhenItsTimeIsOver() {
    for (int i = 0; i < 5; i++) set(Duration.ofSeconds(-i), "t" + i);
    AtomicInteger asked = new AtomicInteger();
    assertThat(job.sweep(world.clock.instant(), () -> asked.incrementAndGet() <= 2).ran())
        .isEqualTo(2);
    assertThat(sweep().ran()).isEqualTo(3);
  }

  @Test
  void aSilenceEndsToTheSecond() {
    AlertGroup group = world.open();
    world.silence(group, Duration.ofSeconds(60));
    assertThat(world.queue.sent)
        .extracting(FakeQueue.Sent::delay)
        .containsExactly(Duration.ofSeconds(60));
    Timer end = Timer.fromMessage(world.queue.sent.getFirst().message()).orElseThrow();
    TimerJob silences = world.job(TimerKind.SILENCE_EXPIRY);

    world.clock.advance(Duration.ofSeconds(59));
    assertThat(silences.wake(end, world.clock.instant())).isEqualTo(Outcome.EARLY);
    assertThat(world.group(group.id()).state()).isEqualTo(State.SILENCED);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(silences.wake(end, world.clock.instant())).isEqualTo(Outcome.RAN);
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
    assertThat(silences.wake(end, world.clock.instant())).isEqualTo(Outcome.GONE);
    assertThat(world.story(group.id())).containsExactly("opened", "silenced", "unsilenced");
  }

  @Test
  void anOlderExpiryOfAGroupSilencedAnewIsVoid() {
    AlertGroup group = world.open();
    world.silence(group, Duration.ofSeconds(3600));
    world.clock.advance(Duration.ofSeconds(600));
    world.silence(group, Duration.ofSeconds(600));
    world.pass(Duration.ofSeconds(599));
    assertThat(world.group(group.id()).state()).isEqualTo(State.SILENCED);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.group(group.id()).state()).isEqualTo(State.FIRING);
    world.pass(Duration.ofSeconds(3600));
    assertThat(world.story(group.id()))
        .containsExactly("opened", "silenced", "unsilenced", "silenced", "unsilenced");
    assertThat(world.standing(TimerKind.SILENCE_EXPIRY)).isEmpty();
  }
}
