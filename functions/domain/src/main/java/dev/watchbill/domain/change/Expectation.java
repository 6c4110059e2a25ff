package dev.watchbill.domain.change;

/** A row that is not changed but must still stand as it was read, or nothing is committed. */
public sealed interface Expectation {

  Row row();

  /** It has the version that it was read with. */
  record Unchanged(Row row) implements Expectation {}

  /**
   * An alert group is as open, or as closed, as it was read, and its escalation still runs if it
   * did. Other alerts may have joined it, and people may have acknowledged it.
   */
  record AsOpen(Row row) implements Expectation {}

  /** No further alert has joined the group since it was read. */
  record AsManyAlerts(Row row) implements Expectation {}
}
