package dev.watchbill.domain.template.jinja;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is left of one rendering's allowance. Work is counted in steps and never in time, so that a
 * template ends at the same place on every machine. Whoever is about to work pays first.
 *
 * <p>A step is worth a quarter of a microsecond at most; {@code WorkFuzzTest} counts what is really
 * done for one.
 */
final class Budget {

  /** Text made: this many characters are one step. */
  private static final int MADE_PER_STEP = 8;

  /** Text only read: this many characters are one step. */
  private static final int READ_PER_STEP = 8;

  private final Limits limits;
  private long steps;
  private int depth;

  Budget(Limits limits) {
    this.limits = limits;
  }

  void step() {
    if (++steps > limits.steps()) {
      throw spent();
    }
  }

  void spend(long amount) {
    steps += Math.max(0, amount);
    if (steps > limits.steps() || steps < 0) {
      throw spent();
    }
  }

  private static PyError spent() {
    return PyError.limit("the template takes too many steps");
  }

  /** Steps taken so far. */
  long steps() {
    return steps;
  }

  /** Pays for a text before it is made. */
  void text(long length) {
    room(length);
    spend(length / MADE_PER_STEP);
  }

  /** Pays for a list before it is made. */
  void elements(long count) {
    room(count);
    spend(count);
  }

  /** Fails when a text or list of this size is too large to have at all. */
  void room(long size) {
    if (size > limits.valueLength()) {
      throw PyError.limit("a value of the template is too long");
    }
  }

  /** Pays for going through so many characters once. */
  void characters(long count) {
    spend(count / READ_PER_STEP);
  }

  /**
   * Pays for going through a value once. Of a container this is nothing: whoever reads its elements
   * pays for each of them. Large integers cost the square of their length, as dividing and printing
   * them does.
   */
  void read(@Nullable Object value) {
    switch (value) {
      case String s -> characters(s.length());
      case Markup m -> characters(m.text().length());
      case Bytes b -> characters(b.data.length);
      case BigInteger n -> number(n.bitLength());
      // The exact digits of tiny and huge floats are hundreds.
      case Double d -> spend(Math.abs(Math.getExponent(d)) / 64);
      case null, default -> {}
    }
  }

  /** Pays for work on an integer of so many bits. */
  void number(long bits) {
    long words = bits / 64;
    spend(words / 4 + words * words / 256);
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
