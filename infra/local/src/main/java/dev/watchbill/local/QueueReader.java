package dev.watchbill.local;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Feeds a function from its queue, as Lambda's event source mapping does. */
final class QueueReader implements Work {

  private final LocalQueue queue;
  private final LocalFunction function;
  private final Template.QueueSource settings;

  QueueReader(LocalQueue queue, LocalFunction function, Template.QueueSource settings) {
    this.queue = queue;
    this.function = function;
    this.settings = settings;
  }

  @Override
  public void run() {
    deliver(queue, queue.name(), function, settings);
  }

  /**
   * Hands one batch to the function and deletes what it did not report as failed. What failed comes
   * back when its visibility timeout ends.
   *
   * @return whether there was anything to hand over
   */
  static boolean deliver(
      MessageSource source, String name, LocalFunction function, Template.QueueSource settings) {
    List<QueueMessage> batch = source.receive(settings.batchSize());
    if (batch.isEmpty()) return false;
    Set<String> failed;
    try {
      byte[] answer = function.invoke(SqsEvents.batch(name, batch));
      failed = settings.partialFailures() ? SqsEvents.failures(answer, batch) : Set.of();
    } catch (FunctionFailed e) {
      return true; // the whole batch comes back
    }
    for (QueueMessage message : batch) {
      if (!failed.contains(message.id())) source.delete(message);
    }
    return true;
  }

  @Override
  public Optional<Instant> nextDue() {
    return queue.nextVisible();
  }

  @Override
  public boolean awaitDue() throws InterruptedException {
    return queue.awaitVisible();
  }

  @Override
  public int concurrency() {
    return settings.concurrency();
  }

  /** Messages keep the instants at which they become visible. */
  @Override
  public void restart(Instant now) {}

  @Override
  public void close() {
    queue.close();
  }
}
