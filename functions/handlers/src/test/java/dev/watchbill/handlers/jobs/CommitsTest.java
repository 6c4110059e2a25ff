package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import dev.watchbill.engine.Deadline;
import dev.watchbill.storage.TestClock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The one loop. */
class CommitsTest {
  private final TestClock clock = new TestClock();
  private final AtomicInteger tried = new AtomicInteger();

  private Commits commits(int stale, Committed then) {
    return EngineParts.commits(
        change -> tried.incrementAndGet() <= stale ? new Committed.Stale() : then,
        EngineParts.NO_QUEUE,
        clock);
  }

  private static Step<String> step(Change change) {
    return Step.commit(change, "done");
  }

  @Test
  void whoLosesDecidesAnew() {
    AtomicInteger looked = new AtomicInteger();
    Optional<String> result =
        commits(4, new Committed.Done())
            .decide(
                now -> {
                  looked.incrementAndGet();
                  return step(Change.at(now));
                });
    assertThat(result).contains("done");
    assertThat(looked).hasValue(5);
  }

  @Test
  void tenLostRacesAreEnough() {
    assertThat(commits(99, new Committed.Done()).decide(now -> step(Change.at(now)))).isEmpty();
    assertThat(tried).hasValue(Commits.TRIES);
  }

  @Test
  void nobodyTriesLongerThanHeIsWaitedFor() {
    Commits commits = commits(99, new Committed.Done());
    Optional<String> result =
        Deadline.whileTimeRemains(
            () -> tried.get() < 3, () -> commits.decide(now -> step(Change.at(now))));
    assertThat(result).isEmpty();
    assertThat(tried).hasValue(3);
  }

  @Test
  void whatIsTooBigIsAValueAndNoLostRace() {
    Committed big = new Committed.TooBig(101, 5);
    Optional<Committed> result =
        commits(0, big).decide(now -> new Step.Commit<>(Change.at(now), committed -> committed));
    assertThat(result).contains(big);
    assertThatThrownBy(() -> commits(0, big).decide(now -> step(Change.at(now))))
        .as("of what always fits")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingToDoCommitsNothing() {
    assertThat(commits(0, new Committed.Done()).decide(now -> Step.stop("as it is")))
        .contains("as it is");
    assertThat(tried).hasValue(0);
  }

  @Test
  void whatAlwaysFitsIsDoneOrLostAndNothingElse() {
    Change change = Change.at(clock.instant());
    assertThat(commits(0, new Committed.Done()).commitWhatFits(change)).isTrue();
    tried.set(0);
    assertThat(commits(1, new Committed.Done()).commitWhatFits(change)).isFalse();
    Commits big = commits(0, new Committed.TooBig(101, 5));
    assertThatThrownBy(() -> big.commitWhatFits(change)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void untilItIsDone() {
    Commits commits = commits(0, new Committed.Done());
    assertThat(commits.untilDone(() -> tried.incrementAndGet() == 3)).isTrue();
    assertThat(tried).hasValue(3);
    assertThat(commits.untilDone(() -> false)).isFalse();
  }
}
