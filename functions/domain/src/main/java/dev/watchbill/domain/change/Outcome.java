package dev.watchbill.domain.change;

/** What somebody's wish comes to: a change, or why there is none. */
public sealed interface Outcome permits Change, Outcome.Refused {

  /** Shown to the caller as it stands. */
  record Refused(String detail) implements Outcome {}
}
