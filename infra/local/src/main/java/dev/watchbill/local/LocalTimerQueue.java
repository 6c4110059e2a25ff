package dev.watchbill.local;

import dev.watchbill.channels.SqsTimerQueue;
import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SqsTimerQueue} is in the cloud, over the runner's queue.
 *
 * @param queue null in a function that the template gives no queue
 */
record LocalTimerQueue(@Nullable LocalQueue queue) implements TimerQueue {

  @Override
  public void send(String message, Duration delay) {
    int seconds = SqsTimerQueue.wholeSeconds(delay);
    if (queue == null) throw new IllegalStateException(SqsTimerQueue.VARIABLE + " is not set");
    queue.send(message, Duration.ofSeconds(seconds));
  }
}
