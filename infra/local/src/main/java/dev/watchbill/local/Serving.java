package dev.watchbill.local;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whether what is promised can be kept: the table answers and its disk has room. Asked before each
 * request and each piece of due work; while it is not so, requests get 503 and work stays due.
 */
final class Serving {

  private static final long LOOK_AGAIN_SECONDS = 1;

  private final List<Supplier<Optional<String>>> obstacles;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Each obstacle says in a sentence what is in the way, or nothing. */
  Serving(List<Supplier<Optional<String>>> obstacles) {
    this.obstacles = List.copyOf(obstacles);
  }

  /** What is in the way, in a sentence. */
  Optional<String> obstacle() {
    return obstacles.stream().flatMap(each -> each.get().stream()).findFirst();
  }

  /** Waits in real time until nothing is in the way; false when it was closed. */
  boolean await() throws InterruptedException {
    while (obstacle().isPresent()) {
      if (closed.await(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) return false;
    }
    return closed.getCount() > 0;
  }

  /** Lets go of everyone who waits. */
  void close() {
    closed.countDown();
  }
}
