package dev.watchbill.domain;

import java.util.List;
import java.util.Optional;

/**
 * The stored things of one kind. Every question names its organisation, and the organisation is
 * part of the key: another organisation's id finds nothing.
 *
 * @param <T> a record with its own version; {@link #replace} and {@link #delete} refuse a value
 *     whose version is no longer the stored one
 */
public interface Rows<T> {

  /** Rows of one kind that an organisation may have. */
  int LIMIT = 5_000;

  /** Strongly consistent. */
  Optional<T> find(String org, String id);

  /** All of an organisation, oldest first. */
  List<T> all(String org);

  /** Stores a new row under the version it carries. Stale when its id is taken. */
  Saved create(T row);

  /** Writes the row as its next version: the one it carries, plus one. */
  Saved replace(T row);

  Saved delete(T row);
}
