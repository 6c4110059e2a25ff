package dev.watchbill.domain.timer;

import java.time.Duration;

/** Makes timers prompt. The timer's row is what counts; the message only wakes its job in time. */
public interface TimerQueue {

  /**
   * Delivers the message, which is a {@link Timer#message}, after the delay (0–900 s). A lost one
   * is harmless: the next sweep finds the row.
   */
  void send(String message, Duration delay);
}
