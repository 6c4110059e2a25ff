package dev.watchbill.channels;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Conversations over sockets that end in time, whatever the peer does. */
final class Bounded {

  /**
   * Runs it on a virtual thread, because an interrupt closes the socket of one whatever it waits
   * for: connect, handshake, a peer that does not read, or one that drips a byte a second. It is
   * interrupted when its time is over or when the caller is.
   *
   * @throws ExecutionException with what it threw
   */
  static <T> T run(Duration most, Callable<T> conversation)
      throws TimeoutException, InterruptedException, ExecutionException {
    var task = new FutureTask<>(conversation);
    Thread thread = Thread.ofVirtual().name("outbound").start(task);
    try {
      return task.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  private Bounded() {}
}
