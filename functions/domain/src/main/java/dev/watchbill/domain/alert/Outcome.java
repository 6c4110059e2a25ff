package dev.watchbill.domain.alert;

/** What an event makes of an alert group: a change, or why there is none. */
public sealed interface Outcome permits Change, Outcome.Refused {

  /** Shown to the caller as it stands. */
  record Refused(String detail) implements Outcome {}
}
