package dev.watchbill.storage;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import org.jspecify.annotations.Nullable;

/** How the rows of one noun lie in the table. Reading them is the noun's own business. */
interface RowWriter<R extends Row> {

  Class<R> type();

  /** What makes the table hold the row's next state, on the condition that it stands as it was. */
  void write(Step<R> step, Writes into);

  /** What is true while the row stands as it was read. */
  Write.Check check(R row, Expectation expectation);

  /** Where the decisions about the row stand, by the number of the first. */
  default Key log(R row, long number) {
    throw new IllegalStateException(type().getSimpleName() + " has no ledger");
  }

  /**
   * One row's part of a change.
   *
   * @param before null = it is new
   * @param after null = it goes
   * @param head of its ledger when the change is committed; empty for what has none
   * @param whole what it is a part of
   */
  record Step<R extends Row>(
      @Nullable R before, @Nullable R after, Ledger.Head head, Change whole) {}
}
