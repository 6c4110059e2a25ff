package dev.watchbill.channels;

import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The timer queue in the cloud: one SQS queue per kind of timer, {@code DelaySeconds} as the delay.
 */
public final class SqsTimerQueue implements TimerQueue {

  /** The longest delay SQS accepts. */
  public static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  private static final String VARIABLE_PREFIX = "WATCHBILL_QUEUE_";

  private final SqsClient sqs;
  private final Map<TimerKind, String> urls;

  /** Sends to the queue URL of each kind; a kind without a URL cannot be sent. */
  public SqsTimerQueue(SqsClient sqs, Map<TimerKind, String> urls) {
    this.sqs = sqs;
    this.urls = Map.copyOf(urls);
  }

  /**
   * The queue URLs a function was given: {@code WATCHBILL_QUEUE_SILENCE_EXPIRY} and its siblings. A
   * function has only those of the timers it sets (template.yaml).
   */
  public static Map<TimerKind, String> urls(Map<String, String> environment) {
    Map<TimerKind, String> urls = new EnumMap<>(TimerKind.class);
    for (TimerKind kind : TimerKind.values()) {
      String url = environment.get(VARIABLE_PREFIX + kind.name());
      if (url != null && !url.isBlank()) urls.put(kind, url);
    }
    return urls;
  }

  /**
   * {@inheritDoc}
   *
   * <p>SQS counts whole seconds; a fraction is rounded up, because a message that comes too early
   * costs a second trip.
   *
   * @throws IllegalArgumentException when the delay is outside 0–900 s
   * @throws IllegalStateException when this function was not given the queue of this kind
   */
  @Override
  public void send(TimerKind kind, String body, Duration delay) {
    int seconds = wholeSeconds(delay);
    String url = urls.get(kind);
    if (url == null) throw new IllegalStateException("no queue for " + kind + " timers here");
    sqs.sendMessage(message -> message.queueUrl(url).messageBody(body).delaySeconds(seconds));
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
    return Math.toIntExact(delay.plusNanos(999_999_999).toSeconds());
  }
}
