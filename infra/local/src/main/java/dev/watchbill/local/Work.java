package dev.watchbill.local;

import java.time.Instant;
import java.util.Optional;

/** Something that becomes due again and again: a queue with its reader, a schedule. */
interface Work {

  /** When it is due next; in the past when it is overdue. */
  Optional<Instant> nextDue();

  /** Does one piece of what is due. A failure is the function's and stays in its log. */
  void run();

  /** Waits in real time until it may be due; false when it was closed. */
  boolean awaitDue() throws InterruptedException;

  /** How many pieces may be done at once. */
  int concurrency();

  /** The clock was set back: begin again from there. */
  void restart(Instant now);

  void close();
}
