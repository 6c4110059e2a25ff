package dev.watchbill.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query found.
 *
 * @param items in the order asked for; empty when only the count was asked for
 * @param count how many items this page has or counted
 * @param next where to go on; null when the range has ended. The page after a cursor may be empty.
 */
public record Page(List<Item> items, long count, @Nullable Cursor next) {
  public Page {
    items = List.copyOf(items);
  }
}
