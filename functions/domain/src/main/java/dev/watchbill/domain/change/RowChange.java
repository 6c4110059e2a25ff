package dev.watchbill.domain.change;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of one row.
 *
 * @param before as it was read, which it must still be; null when there is none yet
 * @param after as it shall stand, still with the version of {@code before}; null when it goes
 */
public record RowChange(@Nullable Row before, @Nullable Row after) {

  public RowChange {
    if (before == null && after == null) throw new IllegalArgumentException("A change of nothing");
    if (before != null && after != null && !before.subject().equals(after.subject())) {
      throw new IllegalArgumentException("Two things are not two states of one");
    }
  }

  /** What it is about. */
  public Subject subject() {
    return row().subject();
  }

  /** The row as it shall stand, or as it stood if it goes. */
  public Row row() {
    Row row = after != null ? after : before;
    if (row == null) throw new IllegalStateException("checked by the constructor");
    return row;
  }
}
