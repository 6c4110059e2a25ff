package dev.watchbill.domain;

import java.time.Duration;

/** Waits as those want them who count in whole seconds: queues, {@code Retry-After}. */
public final class WholeSeconds {
  private WholeSeconds() {}

  /**
   * The fewest whole seconds that are not shorter than the wait: whoever waits them does not come
   * early, not by a nanosecond. A wait that is over is no wait.
   *
   * @return 0 or more
   */
  public static long covering(Duration wait) {
    if (!wait.isPositive()) return 0;
    return wait.getSeconds() + (wait.getNano() == 0 ? 0 : 1);
  }
}
