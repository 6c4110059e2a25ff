package dev.watchbill.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asynchronous invocations of a function, as Lambda makes them: an event that fails is tried twice
 * more, a minute later each time.
 */
final class AsyncInvocations implements Work {

  /** Lambda's own: the first attempt and two more. */
  static final int ATTEMPTS = 3;

  static final Duration BETWEEN = Duration.ofMinutes(1);

  private static final int CONCURRENCY = 16;

  private final LocalQueue events;
  private final LocalFunction function;

  /**
   * @param events a queue with that many receives, and that long a visibility timeout
   */
  AsyncInvocations(LocalQueue events, LocalFunction function) {
    this.events = events;
    this.function = function;
  }

  @Override
  public void run() {
    List<QueueMessage> one = events.receive(1);
    if (one.isEmpty()) return;
    try {
      function.invoke(one.getFirst().body().getBytes(UTF_8));
    } catch (FunctionFailed e) {
      return; // said in its log; it comes back when its visibility timeout ends
    }
    events.delete(one.getFirst());
  }

  @Override
  public Optional<Instant> nextDue() {
    return events.nextVisible();
  }

  @Override
  public boolean awaitDue() throws InterruptedException {
    return events.awaitVisible();
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public void restart(Instant now) {}

  @Override
  public void close() {
    events.close();
  }
}
