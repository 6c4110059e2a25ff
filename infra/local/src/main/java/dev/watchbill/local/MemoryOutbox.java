package dev.watchbill.local;

import dev.watchbill.channels.Outbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last deliveries that were caught, oldest first. */
final class MemoryOutbox implements Outbox {

  private static final int KEPT = 10_000;

  private final Deque<Caught> caught = new ArrayDeque<>();
  private long dropped;

  @Override
  public synchronized void keep(Caught delivery) {
    if (caught.size() == KEPT) {
      caught.removeFirst();
      dropped++;
    }
    caught.addLast(delivery);
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
