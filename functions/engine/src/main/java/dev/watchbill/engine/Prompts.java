package dev.watchbill.engine;

import dev.watchbill.domain.WholeSeconds;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerQueue;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The prompt leg of timers (DESIGN §3): after a commit, timers due before the next sweep get a
 * message that wakes their job to the second. The row is what counts.
 */
public final class Prompts {
  /** Later ones are queued by the sweep, which looks this far ahead. */
  public static final Duration AHEAD = Duration.ofSeconds(90);

  private final TimerQueue queue;
  private final Trouble trouble;

  @Inject
  public Prompts(TimerQueue queue, Trouble trouble) {
    this.queue = queue;
    this.trouble = trouble;
  }

  public void send(List<Timer> committed, Instant now) {
    for (Timer timer : committed) send(timer, now);
  }

  /**
   * Sends when the timer is near. A failure is logged and not passed on: the sweep finds the row.
   */
  void send(Timer timer, Instant now) {
    // Overdue since ever means that the next sweep will do, however often it is set until then.
    if (timer.due().equals(Instant.EPOCH)) return;
    Duration delay = Duration.between(now, timer.due());
    if (delay.compareTo(AHEAD) > 0) return;
    try {
      // Never early, not by a microsecond: on a clock that stands, a message that comes before its
      // timer is due would be queued again at the same instant, for ever.
      queue.send(timer.message(), Duration.ofSeconds(WholeSeconds.covering(delay)));
    } catch (RuntimeException e) {
      trouble.note("a timer's message was not sent; the sweep will run it", timer.subject(), e);
    }
  }
}
