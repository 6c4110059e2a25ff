package dev.watchbill.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wakes a function every so many minutes, at the full minute. */
final class ScheduleRule implements Work {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Template.Schedule schedule;
  private final LocalFunction function;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Instant next;

  ScheduleRule(Template.Schedule schedule, LocalFunction function, InstantSource clock) {
    this.schedule = schedule;
    this.function = function;
    this.clock = clock;
    this.next = after(clock.instant());
  }

  private Instant after(Instant now) {
    long period = schedule.minutes() * 60L;
    return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), period) + 1) * period);
  }

  /** Missed minutes are not made up for: one sweep finds everything that is overdue. */
  @Override
  public void run() {
    Instant due = next;
    next = after(clock.instant());
    invoke(due);
  }

  /** Leaves out the minutes before this instant. */
  void skipTo(Instant instant) {
    Instant minute = after(instant.minusNanos(1));
    if (minute.isAfter(next)) next = minute;
  }

  /** Wakes the function out of turn, for what became due while nothing ran. */
  void runNow() {
    invoke(clock.instant());
  }

  private void invoke(Instant at) {
    try {
      function.invoke(SqsEvents.schedule(schedule.function() + schedule.event(), at));
    } catch (FunctionFailed e) {
      // said in the function's log; the next minute tries again
      return;
    }
  }

  @Override
  public Optional<Instant> nextDue() {
    return Optional.of(next);
  }

  @Override
  public boolean awaitDue() throws InterruptedException {
    while (true) {
      Duration left = Duration.between(clock.instant(), next);
      if (!left.isPositive()) return closed.getCount() > 0;
      Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
      if (closed.await(wait.toNanos() + 1, TimeUnit.NANOSECONDS)) return false;
    }
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public void restart(Instant now) {
    next = after(now);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
