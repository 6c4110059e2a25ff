package dev.watchbill.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rows of lists: one that cannot be read is reported and left out, and hides no other. */
final class Readable {

  static <T> List<T> of(Table table, List<Item> rows, Function<Item, T> read) {
    return rows.stream().flatMap(row -> of(table, row, read).stream()).toList();
  }

  /** What is read of the row; empty when that fails, whatever stands in it. */
  static <T> Optional<T> of(Table table, Item row, Function<Item, T> read) {
    try {
      return Optional.of(read.apply(row));
    } catch (RuntimeException e) {
      // Reading is a function of the row alone, so whatever it throws is about the row.
      table.damaged(row.key(), e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private Readable() {}
}
