package dev.watchbill.engine;

import java.time.Instant;

/**
 * When whoever asked gives up waiting: the end of an HTTP request's time, or of a function's. Bound
 * by the door, read by {@link Commits}, which begins no further try after it.
 */
public final class Deadline {

  private static final ScopedValue<Instant> CURRENT = ScopedValue.newInstance();

  /** Runs something that has to end by the instant. */
  public static <T, X extends Throwable> T by(
      Instant deadline, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, deadline).call(work);
  }

  /** Whether it has passed; never where none was bound. */
  static boolean passed(Instant now) {
    return CURRENT.isBound() && !now.isBefore(CURRENT.get());
  }

  private Deadline() {}
}
