package dev.watchbill.engine;

import dev.watchbill.domain.WholeSeconds;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerQueue;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * Sends for those that are near. A failure is noted and not passed on: the sweep finds the rows.
   */
  public void send(List<Timer> committed, Instant now) {
    List<TimerQueue.Message> messages = new ArrayList<>();
    for (Timer timer : committed) {
      // Overdue since ever means that the next sweep will do, however often it is set until then.
      if (timer.due().equals(Instant.EPOCH)) continue;
      Duration delay = Duration.between(now, timer.due());
      if (delay.compareTo(AHEAD) > 0) continue;
      // Never early, not by a microsecond: on a clock that stands, a message that comes before its
      // timer is due would be queued again at the same instant, for ever.
      long seconds = WholeSeconds.covering(delay);
      messages.add(new TimerQueue.Message(timer.message(), Duration.ofSeconds(seconds)));
    }
    if (messages.isEmpty()) return;
    try {
      queue.send(messages);
    } catch (RuntimeException e) {
      trouble.note(
          "timers' messages were not sent; the sweep will run them",
          committed.getFirst().subject(),
          e);
    }
  }
}
