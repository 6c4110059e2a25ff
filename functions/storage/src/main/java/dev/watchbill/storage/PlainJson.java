package dev.watchbill.storage;

import org.jspecify.annotations.Nullable;

/**
 * The one JSON reader and writer of the program, lent to rows that keep what users sent as it came:
 * attributes of the table have no nulls and no order.
 */
public interface PlainJson {

  String write(@Nullable Object value);

  /** Of a text that {@link #write} made. */
  @Nullable Object read(String json);
}
