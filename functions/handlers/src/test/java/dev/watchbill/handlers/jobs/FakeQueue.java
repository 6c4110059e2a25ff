package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was sent. */
final class FakeQueue implements TimerQueue {
  record Sent(String message, Duration delay) {}

  final List<Sent> sent = new ArrayList<>();
  boolean broken;

  @Override
  public void send(String message, Duration delay) {
    if (broken) throw new IllegalStateException("the queue does not answer");
    sent.add(new Sent(message, delay));
  }
}
