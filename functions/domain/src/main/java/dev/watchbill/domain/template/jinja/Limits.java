package dev.watchbill.domain.template.jinja;

import java.time.Duration;

/**
 * What one rendering may cost (spec oncall-behaviour §3.6; the rest is ours, so that no template
 * can hurt its neighbours).
 *
 * @param sourceLength longest template, in code points; longer is an error
 * @param outputLength longest result, in code points; longer is cut and {@code ..} appended
 * @param steps work allowed: one per expression or statement, and one per few characters or
 *     elements made
 * @param time wall time allowed, checked every hundred steps or so
 * @param valueLength longest intermediate text or list, in characters or elements
 * @param depth how deep macros and recursive loops may call each other
 */
public record Limits(
    int sourceLength, int outputLength, long steps, Duration time, int valueLength, int depth) {

  /** The product's limits. */
  public static final Limits DEFAULT =
      new Limits(50_000, 50_000, 2_000_000, Duration.ofSeconds(3), 2_000_000, 180);

  /** The same limits with another result length: web titles use 500 (spec §3.6). */
  public Limits withOutputLength(int length) {
    return new Limits(sourceLength, length, steps, time, valueLength, depth);
  }
}
