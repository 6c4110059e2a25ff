package dev.watchbill.local;

import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.delivery.Outbox;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last deliveries that were caught, oldest first. */
final class MemoryOutbox implements Outbox {

  private static final int KEPT = 10_000;

  /** A delivery that was caught instead of sent. */
  record Caught(
      Instant at, Delivery delivery, String to, Message message, @Nullable String answerUrl) {}

  private final Deque<Caught> caught = new ArrayDeque<>();
  private long dropped;

  @Override
  public synchronized void keep(
      Delivery delivery, String to, Message message, @Nullable String answerUrl, Instant at) {
    if (caught.size() == KEPT) {
      caught.removeFirst();
      dropped++;
    }
    caught.addLast(new Caught(at, delivery, to, message, answerUrl));
  }

  synchronized List<Caught> all() {
    return List.copyOf(caught);
  }

  /** How many were pushed out by newer ones since the last clearing: a test that sees any fails. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized void clear() {
    caught.clear();
    dropped = 0;
  }
}
