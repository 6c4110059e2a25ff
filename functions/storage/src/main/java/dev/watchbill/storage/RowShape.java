package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import java.util.List;

/** How the rows of one kind of configuration look. */
interface RowShape<T> {

  /** When the row was made: every shape writes it, lists are sorted by it. */
  String CREATED = "created";

  /** The part of the key that names the kind. */
  String kind();

  String org(T row);

  String id(T row);

  long version(T row);

  /** Rows of this kind that an organisation may have. */
  default int limit() {
    return Rows.LIMIT;
  }

  /** Everything but organisation, id, type and version. */
  void write(T row, Item.Builder to);

  T read(String org, Item item);

  /**
   * Rows that stand as long as this one does and that nobody else may have meanwhile: unique names,
   * hashes, pointers. Those that would refuse others come first.
   */
  default List<Key> claims(T row) {
    return List.of();
  }
}
