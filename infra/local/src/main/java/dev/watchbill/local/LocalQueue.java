package dev.watchbill.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An SQS standard queue in memory: delay, visibility timeout, receive count, dead letters. {@code
 * QueueContract} holds it against a real SQS server. Messages of one instant come in the order in
 * which they were sent, so that a run on the manual clock is the same every time.
 */
final class LocalQueue implements MessageSource {

  private static final int MOST_MESSAGES = 200_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final class Stored {
    final String id = UUID.randomUUID().toString();
    final String body;
    final Instant sent;
    final long number;
    Instant visible;
    String receipt = "";
    int receives;
    @Nullable Instant firstReceived;

    Stored(String body, Instant sent, Instant visible, long number) {
      this.body = body;
      this.sent = sent;
      this.visible = visible;
      this.number = number;
    }
  }

  private final String name;
  private final InstantSource clock;
  private final Duration visibility;
  private final int maxReceives;
  private final @Nullable LocalQueue deadLetters;
  private final Consumer<String> log;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Stored> messages =
      new TreeSet<>(
          Comparator.comparing((Stored message) -> message.visible)
              .thenComparingLong(message -> message.number));
  private final Map<String, Stored> byReceipt = new HashMap<>();
  private long sent;
  private boolean closed;

  LocalQueue(
      String name,
      InstantSource clock,
      Duration visibility,
      int maxReceives,
      @Nullable LocalQueue deadLetters,
      Consumer<String> log) {
    this.name = name;
    this.clock = clock;
    this.visibility = visibility;
    this.maxReceives = maxReceives;
    this.deadLetters = deadLetters;
    this.log = log;
  }

  String name() {
    return name;
  }

  /** Adds a message that becomes visible after the delay. */
  void send(String body, Duration delay) {
    lock.lock();
    try {
      if (messages.size() >= MOST_MESSAGES) {
        log.accept(name + " is full: a message was dropped; the next sweep finds its row");
        return;
      }
      Instant now = clock.instant();
      messages.add(new Stored(body, now, now.plus(delay), sent++));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<QueueMessage> receive(int most) {
    lock.lock();
    try {
      Instant now = clock.instant();
      List<QueueMessage> received = new ArrayList<>();
      while (received.size() < most
          && !messages.isEmpty()
          && !messages.first().visible.isAfter(now)) {
        Stored message = messages.removeFirst();
        byReceipt.remove(message.receipt);
        if (deadLetters != null && message.receives >= maxReceives) {
          bury(message, deadLetters);
        } else {
          received.add(hide(message, now));
        }
      }
      return received;
    } finally {
      lock.unlock();
    }
  }

  private QueueMessage hide(Stored message, Instant now) {
    message.receives++;
    message.receipt = UUID.randomUUID().toString();
    message.visible = now.plus(visibility);
    Instant first = message.firstReceived == null ? now : message.firstReceived;
    message.firstReceived = first;
    messages.add(message);
    byReceipt.put(message.receipt, message);
    return new QueueMessage(
        message.id, message.receipt, message.body, message.receives, message.sent, first);
  }

  private void bury(Stored message, LocalQueue grave) {
    log.accept(
        "%s: a message went to %s after %d receives: %s"
            .formatted(name, grave.name, message.receives, message.body));
    grave.send(message.body, Duration.ZERO);
  }

  @Override
  public void delete(QueueMessage message) {
    lock.lock();
    try {
      Stored stored = byReceipt.remove(message.receipt());
      if (stored != null) messages.remove(stored);
    } finally {
      lock.unlock();
    }
  }

  /** When the next message becomes visible, or became so. */
  Optional<Instant> nextVisible() {
    lock.lock();
    try {
      return messages.isEmpty() ? Optional.empty() : Optional.of(messages.first().visible);
    } finally {
      lock.unlock();
    }
  }

  /** The bodies of all messages, soonest first. */
  List<String> bodies() {
    lock.lock();
    try {
      return messages.stream().map(message -> message.body).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits in real time until a message may be visible; false when the queue was closed. */
  boolean awaitVisible() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        // capped, because the wall clock may jump while the wait does not
        Duration wait =
            nextVisible()
                .map(at -> Duration.between(clock.instant(), at))
                .filter(left -> left.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT);
        if (!wait.isPositive()) return true;
        changed.await(wait.toNanos() + 1, TimeUnit.NANOSECONDS);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of everyone who waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
