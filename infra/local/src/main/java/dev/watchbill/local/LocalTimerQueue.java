package dev.watchbill.local;

import dev.watchbill.channels.SqsTimerQueue;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.util.Map;

/** What {@link SqsTimerQueue} is in the cloud, over the runner's queues. */
record LocalTimerQueue(Map<TimerKind, LocalQueue> queues) implements TimerQueue {

  @Override
  public void send(TimerKind kind, String body, Duration delay) {
    int seconds = SqsTimerQueue.wholeSeconds(delay);
    LocalQueue queue = queues.get(kind);
    if (queue == null) throw new IllegalStateException("no queue for " + kind + " timers here");
    queue.send(body, Duration.ofSeconds(seconds));
  }
}
