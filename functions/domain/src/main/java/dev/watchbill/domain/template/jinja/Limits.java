package dev.watchbill.domain.template.jinja;

/**
 * What one rendering may cost (spec oncall-behaviour §3.6; the rest is ours, so that no template
 * can hurt its neighbours). There is no limit in time: a slow machine must not group alerts
 * differently.
 *
 * @param sourceLength longest template, in code points; longer is an error
 * @param outputLength longest result, in code points; longer is cut and {@code ..} appended
 * @param steps work allowed: one per expression or statement, and one per few characters or
 *     elements read or made
 * @param valueLength longest intermediate text or list, in characters or elements
 * @param depth how deep macros and recursive loops may call each other
 */
public record Limits(int sourceLength, int outputLength, long steps, int valueLength, int depth) {

  /**
   * The product's limits. The steps are worth less than a second of processor time at worst, and
   * suffice to print the largest payload that is accepted.
   */
  public static final Limits DEFAULT = new Limits(50_000, 50_000, 4_000_000, 16_000_000, 180);

  /** The same limits with another result length: web titles use 500 (spec §3.6). */
  public Limits withOutputLength(int length) {
    return new Limits(sourceLength, length, steps, valueLength, depth);
  }
}
