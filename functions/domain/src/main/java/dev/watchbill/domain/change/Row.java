package dev.watchbill.domain.change;

/**
 * A thing as the table holds it, of any noun. It carries the version that it was read with, so that
 * storage can tell whether it still stands.
 */
public interface Row {

  /** Two rows of one subject are two states of one thing. */
  Subject subject();

  /** A row that has a story of its own. */
  interface Told extends Row {
    /** The newest decision about it, as it was read. */
    Ledger.Head ledger();
  }
}
