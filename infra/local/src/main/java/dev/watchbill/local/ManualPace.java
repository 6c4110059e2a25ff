package dev.watchbill.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Due work runs when the clock is moved, one piece after the other, in the order of its instants.
 *
 * <p>At one instant messages go before schedules, each in the order of the template; so a run is
 * the same every time. Work that becomes due at the instant that stands runs with the request that
 * asked for it.
 *
 * <p>Whoever moves the clock over months may ask that minutes in which a sweep has nothing to do
 * are left out ({@link Sweeps}). Everything else is the same: every message is delivered at its
 * instant, and from 90 seconds before a timer is due every schedule runs at its minutes. What a
 * request writes while the clock is moved may be seen late.
 */
final class ManualPace implements Pace {

  /** A minute has a few sweeps; what runs more often without time moving would run for ever. */
  static final int MOST_PIECES_AT_ONCE = 10_000;

  private static final long STOP_SECONDS = 1;

  /** More than this in one call is a mistake; each minute costs one sweep of every job. */
  static final Duration LONGEST_STEP = Duration.ofDays(400);

  private final ManualClock clock;
  private final List<Work> works;
  private final Sweeps sweeps;
  private final Serving serving;
  private volatile boolean stopping;
  private final ReentrantLock turn = new ReentrantLock();

  ManualPace(ManualClock clock, List<Work> works, Sweeps sweeps, Serving serving) {
    this.clock = clock;
    this.works = List.copyOf(works);
    this.sweeps = sweeps;
    this.serving = serving;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Moves the clock forward and runs all that becomes due on the way, also what that work sends;
   * returns when nothing is due any more. Backwards it only jumps.
   *
   * @param skipIdle whether to leave out the minutes in which no sweep is of use
   * @throws IllegalArgumentException when the way is longer than {@link #LONGEST_STEP}
   * @throws NoProgress when work makes more work for the same instant without end
   * @throws NotServing when something is in the way of what is due; the clock stands where it came
   *     to
   */
  void moveTo(Instant target, boolean skipIdle) {
    turn.lock();
    try {
      Instant now = clock.instant();
      if (Duration.between(now, target).compareTo(LONGEST_STEP) > 0) {
        throw new IllegalArgumentException(
            "at most " + LONGEST_STEP.toDays() + " days in one step");
      }
      if (target.isBefore(now)) {
        clock.moveTo(target);
        works.forEach(work -> work.restart(target));
      }
      runUntil(target, skipIdle);
      clock.moveTo(target);
    } finally {
      turn.unlock();
    }
    afterRequest(); // a request that found the turn taken counts on this second look
  }

  void advance(Duration by, boolean skipIdle) {
    turn.lock();
    try {
      moveTo(clock.instant().plus(by), skipIdle);
    } finally {
      turn.unlock();
    }
    afterRequest();
  }

  private void runUntil(Instant target, boolean skipIdle) {
    int piecesNow = 0;
    Instant idleUntil = Instant.MIN;
    for (Optional<Work> due = firstDue(target); due.isPresent(); due = firstDue(target)) {
      Instant at = due.get().nextDue().orElse(target);
      boolean later = at.isAfter(clock.instant());
      if (skipIdle && later && due.get() instanceof ScheduleRule) {
        // Known until the next piece runs: only what runs sets timers.
        if (idleUntil.equals(Instant.MIN)) idleUntil = sweeps.firstOfUse(target);
        if (at.isBefore(idleUntil)) {
          skipTo(idleUntil);
          continue;
        }
      }
      idleUntil = Instant.MIN;
      if (later) {
        clock.moveTo(at);
        piecesNow = 0;
      }
      if (++piecesNow > MOST_PIECES_AT_ONCE) {
        throw new NoProgress(
            "The clock stands at %s and does not get on: %,d pieces of work were due at this instant"
                    .formatted(clock.instant(), MOST_PIECES_AT_ONCE)
                + " and there are more.");
      }
      if (stopping) throw new NotServing("Watchbill is stopping");
      serving.obstacle().ifPresent(ManualPace::refuse);
      due.get().run();
    }
  }

  private static void refuse(String obstacle) {
    throw new NotServing(obstacle);
  }

  private void skipTo(Instant instant) {
    for (Work work : works) {
      if (work instanceof ScheduleRule rule) rule.skipTo(instant);
    }
  }

  private Optional<Work> firstDue(Instant target) {
    Work first = null;
    Instant soonest = target;
    for (Work work : works) {
      Instant at = work.nextDue().orElse(Instant.MAX);
      if (first == null ? !at.isAfter(soonest) : at.isBefore(soonest)) {
        first = work;
        soonest = at;
      }
    }
    return Optional.ofNullable(first);
  }

  @Override
  public void start() {}

  /**
   * Runs what is due now, unless somebody else is at it: then that thread finds it, because it
   * looks again after it has let go of its turn. What cannot run now stays due.
   *
   * @throws NoProgress when work makes more work for the same instant without end
   */
  @Override
  public void afterRequest() {
    while (firstDue(clock.instant()).isPresent()) {
      if (stopping || serving.obstacle().isPresent()) return;
      if (!turn.tryLock()) return;
      try {
        runUntil(clock.instant(), false);
      } finally {
        turn.unlock();
      }
    }
  }

  @Override
  public void stop() {
    stopping = true;
    works.forEach(Work::close);
    serving.close();
    try {
      // whatever ran held the turn; a piece that does not end is cut off
      if (turn.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) turn.unlock();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
