package dev.watchbill.domain.timer;

import java.time.Duration;
import java.util.List;

/** Makes timers prompt. The timer's row is what counts; the message only wakes its job in time. */
public interface TimerQueue {

  /**
   * Delivers the message, which is a {@link Timer#message}, after the delay (0–900 s). A lost one
   * is harmless: the next sweep finds the row.
   */
  void send(String message, Duration delay);

  /** One of several messages. */
  record Message(String text, Duration delay) {}

  /** The same for several at once: some may be on their way when this throws. */
  default void send(List<Message> messages) {
    for (Message message : messages) send(message.text(), message.delay());
  }
}
