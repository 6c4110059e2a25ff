package dev.watchbill.domain.org;

import java.time.Duration;
import java.time.Instant;

/** Request budgets, shared by all functions. */
public interface Limits {

  /** Takes one request out of every given budget, or out of none of them: one write. */
  default Taken take(String subject, Duration window, Instant now, Budget... budgets) {
    return take(subject, window, now, 1, budgets);
  }

  /**
   * Takes so many requests out of every given budget, or none out of any of them: one write. A
   * budget that is smaller than that always refuses.
   *
   * @param subject whose budgets these are; the budgets of one subject share their window
   * @param count at least 1
   */
  Taken take(String subject, Duration window, Instant now, long count, Budget... budgets);

  /** So many requests a window. */
  record Budget(String name, long limit) {}

  /** The answer. */
  sealed interface Taken {
    record Allowed() implements Taken {}

    /** This budget is used up until then. */
    record Refused(String budget, Duration retryAfter) implements Taken {}
  }
}
