package dev.watchbill.domain.template.jinja;

import java.time.InstantSource;

/** What every part of one rendering shares. */
final class Rendering {
  private final Budget budget;
  private final InstantSource clock;
  private long draws;

  /** Whether output is being escaped here: what {@code autoescape} switches. */
  boolean autoescape;

  Rendering(Budget budget, InstantSource clock) {
    this.budget = budget;
    this.clock = clock;
  }

  Budget budget() {
    return budget;
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * A number below {@code bound}: arbitrary, but the same in every rendering of a template
   * (decisions must be repeatable).
   */
  int draw(int bound) {
    long z = ++draws * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    return (int) Long.remainderUnsigned(z ^ (z >>> 27), bound);
  }

  /** Text made by a part of the template: safe already if it was escaped on the way. */
  Object made(String text) {
    return autoescape ? new Markup(text) : text;
  }
}
