package dev.watchbill.storage;

import org.jspecify.annotations.Nullable;

/**
 * The table will never take this request: an item over 400 KB, one item twice in a transaction, an
 * edit inside a map that does not exist, a missing table. Nothing changed.
 */
public final class RejectedByTable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RejectedByTable(String message) {
    super(message);
  }

  public RejectedByTable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
