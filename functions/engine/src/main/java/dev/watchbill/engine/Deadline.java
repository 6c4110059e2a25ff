package dev.watchbill.engine;

import java.util.function.BooleanSupplier;

/**
 * When whoever asked gives up waiting: the end of a request's time. Bound by the door, asked by
 * {@link Commits}, which begins no further try after it.
 */
public final class Deadline {

  private static final ScopedValue<BooleanSupplier> TIME_REMAINS = ScopedValue.newInstance();

  /**
   * Does something that has to end while time remains.
   *
   * @param timeRemains asked after every lost race
   */
  public static <T, X extends Throwable> T whileTimeRemains(
      BooleanSupplier timeRemains, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(TIME_REMAINS, timeRemains).call(work);
  }

  /** Whether it has passed; never where none was bound. */
  static boolean passed() {
    return TIME_REMAINS.isBound() && !TIME_REMAINS.get().getAsBoolean();
  }

  private Deadline() {}
}
