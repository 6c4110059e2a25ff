package dev.watchbill.domain;

/**
 * One thing that is wrong with a submitted value.
 *
 * @param kind decides how a dialect words its answer
 * @param where the field, for instance {@code routes[2].group_wait}; empty for the whole
 * @param text the reason, as clients of the original know it
 */
public record Flaw(Kind kind, String where, String text) {

  /** What sort of wrong. */
  public enum Kind {
    /** Not of this form at all: the wrong JSON type, an unreadable range or duration. */
    SHAPE,
    /** Readable, and against a rule. */
    RULE,
    /** Names something that does not exist. */
    REFERENCE,
    /** Larger than we take; the text names the limit. */
    LIMIT
  }

  @Override
  public String toString() {
    return where.isEmpty() ? text : where + ": " + text;
  }
}
