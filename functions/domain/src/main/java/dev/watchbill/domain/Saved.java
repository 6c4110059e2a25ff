package dev.watchbill.domain;

/** What became of a write of a configuration row. Nothing is written unless it is {@link Done}. */
public sealed interface Saved {
  record Done() implements Saved {}

  /** Another row of the organisation holds this unique name. */
  record Duplicate() implements Saved {}

  /** The row changed since it was read, or is gone: read again and decide again. */
  record Stale() implements Saved {}

  /** The organisation has as many rows of this kind as it may have. */
  record Full(int limit) implements Saved {}

  /** The row would be larger than a row may be. */
  record TooLarge(int limitBytes) implements Saved {}
}
