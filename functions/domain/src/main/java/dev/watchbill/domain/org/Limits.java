package dev.watchbill.domain.org;

import java.time.Duration;
import java.time.Instant;

/** Request budgets, shared by all functions. */
public interface Limits {

  /**
   * Takes one request out of every given budget, or out of none of them: one write.
   *
   * @param subject whose budgets these are; the budgets of one subject share their window
   */
  Taken take(String subject, Duration window, Instant now, Budget... budgets);

  /** So many requests a window. */
  record Budget(String name, long limit) {}

  /** The answer. */
  sealed interface Taken {
    record Allowed() implements Taken {}

    /** This budget is used up until then. */
    record Refused(String budget, Duration retryAfter) implements Taken {}
  }
}
