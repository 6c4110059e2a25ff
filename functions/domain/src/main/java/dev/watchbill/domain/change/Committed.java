package dev.watchbill.domain.change;

import dev.watchbill.domain.Saved;

/** What became of a change. Nothing of it is written unless it is {@link Done}. */
public sealed interface Committed {

  record Done() implements Committed {}

  /** Somebody else was faster: read again, decide again. */
  record Stale() implements Committed {}

  /**
   * One transaction cannot hold it: the decision has to be made in slices.
   *
   * @param writes what it would take
   * @param bytes likewise
   */
  record TooBig(int writes, long bytes) implements Committed {}

  /** A row of configuration in it cannot be as it is: its name is taken, or it is too large. */
  record Refused(Saved why) implements Committed {}

  default boolean done() {
    return this instanceof Done;
  }
}
