package dev.watchbill.channels;

import dev.watchbill.domain.WholeSeconds;
import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The timer queue in the cloud: one SQS queue, {@code DelaySeconds} as the delay. */
public final class SqsTimerQueue implements TimerQueue {

  /** Holds the queue's URL, in the environment of functions that set timers. */
  public static final String VARIABLE = "WATCHBILL_TIMER_QUEUE";

  /** The longest delay SQS accepts. */
  public static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final @Nullable String url;

  /**
   * Sends to this queue.
   *
   * @param url null in a function that sets no timers
   */
  public SqsTimerQueue(SqsClient sqs, @Nullable String url) {
    this.sqs = sqs;
    this.url = url;
  }

  /**
   * {@inheritDoc}
   *
   * <p>SQS counts whole seconds; a fraction is rounded up, because a message that comes too early
   * costs a second trip.
   *
   * @throws IllegalArgumentException when the delay is outside 0–900 s
   * @throws IllegalStateException when this function was not given the queue
   */
  @Override
  public void send(String message, Duration delay) {
    int seconds = wholeSeconds(delay);
    if (url == null) throw new IllegalStateException(VARIABLE + " is not set");
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(message).delaySeconds(seconds));
  }

  /** Ten to a request. */
  @Override
  public void send(List<Message> messages) {
    if (messages.size() == 1) {
      send(messages.getFirst().text(), messages.getFirst().delay());
      return;
    }
    if (url == null) throw new IllegalStateException(VARIABLE + " is not set");
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Message message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id("m" + entries.size())
                .messageBody(message.text())
                .delaySeconds(wholeSeconds(message.delay()))
                .build());
      }
      var answer = sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
      if (!answer.failed().isEmpty()) {
        throw new IllegalStateException(
            "the queue refused " + answer.failed().size() + " of " + entries.size());
      }
    }
  }

  /**
   * The delay as SQS takes it: whole seconds, rounded up.
   *
   * @throws IllegalArgumentException when the delay is outside 0–900 s
   */
  public static int wholeSeconds(Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("a delay is 0 to 900 seconds, not " + delay);
    }
    return Math.toIntExact(WholeSeconds.covering(delay));
  }
}
