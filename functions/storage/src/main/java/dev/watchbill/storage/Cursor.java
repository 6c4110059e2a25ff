package dev.watchbill.storage;

import org.jspecify.annotations.Nullable;

/**
 * The place after which the next page begins: the key of the last item looked at, and in an index
 * also its index key. It need not exist any more.
 */
public record Cursor(Key key, @Nullable Key indexKey) {

  public static Cursor after(Item item, Index index) {
    return new Cursor(
        item.key(),
        index == Index.TABLE
            ? null
            : new Key(item.requiredText(index.pk), item.requiredText(index.sk)));
  }
}
