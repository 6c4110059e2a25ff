package dev.watchbill.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
  private static final int MOST_PIECES_AT_ONCE = 100_000;

  /** More than this in one call is a mistake; each minute costs one sweep of every job. */
  static final Duration LONGEST_STEP = Duration.ofDays(400);

  private final ManualClock clock;
  private final List<Work> works;
  private final Sweeps sweeps;
  private final ReentrantLock turn = new ReentrantLock();

  ManualPace(ManualClock clock, List<Work> works, Sweeps sweeps) {
    this.clock = clock;
    this.works = List.copyOf(works);
    this.sweeps = sweeps;
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
        throw new IllegalStateException("work without end at " + clock.instant());
      }
      due.get().run();
    }
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
   * looks again after it has let go of its turn.
   */
  @Override
  public void afterRequest() {
    while (firstDue(clock.instant()).isPresent()) {
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
    works.forEach(Work::close);
    turn.lock();
    try {
      return; // whatever ran has ended: it held the turn
    } finally {
      turn.unlock();
    }
  }
}
