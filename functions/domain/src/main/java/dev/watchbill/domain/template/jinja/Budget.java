package dev.watchbill.domain.template.jinja;

import java.util.function.LongSupplier;

/**
 * What is left of one rendering's allowance. Work is counted in steps, so that a limit is hit at
 * the same place on every machine; the clock is only the last guard and is read once in 128 steps.
 */
final class Budget {
  private static final int CLOCK_MASK = 127;

  /**
   * Making this many characters counts as one step: copying is cheaper than evaluating, but memory
   * is finite.
   */
  private static final int CHARACTERS_PER_STEP = 8;

  private final Limits limits;
  private final LongSupplier nanos;
  private final long deadline;
  private long steps;
  private int sinceClock;
  private int depth;

  Budget(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.deadline = nanos.getAsLong() + limits.time().toNanos();
  }

  void step() {
    steps++;
    if ((++sinceClock & CLOCK_MASK) == 0) {
      check();
    }
  }

  void spend(long amount) {
    steps += Math.max(0, amount);
    sinceClock += (int) Math.min(Math.max(0, amount), CLOCK_MASK + 1);
    if (sinceClock > CLOCK_MASK) {
      sinceClock = 0;
      check();
    }
  }

  private void check() {
    if (steps > limits.steps()) {
      throw PyError.limit("the template takes too many steps");
    }
    if (nanos.getAsLong() - deadline > 0) {
      throw PyError.limit("the template takes too long");
    }
  }

  /** Pays for a text before it is made. */
  void text(long length) {
    if (length > limits.valueLength()) {
      throw PyError.limit("a value of the template is too long");
    }
    spend(length / CHARACTERS_PER_STEP);
  }

  /** Pays for a list before it is made. */
  void elements(long count) {
    if (count > limits.valueLength()) {
      throw PyError.limit("a value of the template is too long");
    }
    spend(count);
  }

  int depth() {
    return depth;
  }

  void enter() {
    step();
    if (++depth > limits.depth()) {
      throw PyError.recursion();
    }
  }

  void leave() {
    depth--;
  }

  Limits limits() {
    return limits;
  }
}
