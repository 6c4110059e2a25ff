package dev.watchbill.domain.timer;

import java.time.Duration;

/** Makes timers prompt. The timer's row is what counts; the message only wakes its job in time. */
public interface TimerQueue {

  /**
   * Wakes the job of this kind after the delay (0–900 s). A lost message is harmless: the next
   * sweep finds the row.
   */
  void send(TimerKind kind, String body, Duration delay);
}
