package dev.watchbill.domain;

/** The stored rows that cannot be read. */
public interface DamagedRows {

  /**
   * Removes the row without reading it; the names it held are free again. A row that is gone
   * already is fine.
   */
  void discard(UnreadableRow row);
}
