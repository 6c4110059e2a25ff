package dev.watchbill.domain.template.jinja;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence. A group of {@code groupby} also answers to {@code grouper} and {@code
 * list}.
 */
final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
  private final @Nullable Object[] items;
  private final boolean group;

  private Tuple(@Nullable Object[] items, boolean group) {
    this.items = items;
    this.group = group;
  }

  static Tuple of(@Nullable Object... items) {
    return new Tuple(items, false);
  }

  static Tuple copyOf(List<? extends @Nullable Object> items) {
    return new Tuple(items.toArray(), false);
  }

  static Tuple group(@Nullable Object grouper, List<@Nullable Object> members) {
    return new Tuple(new @Nullable Object[] {grouper, members}, true);
  }

  boolean isGroup() {
    return group;
  }

  @Override
  public @Nullable Object get(int index) {
    return items[index];
  }

  @Override
  public int size() {
    return items.length;
  }
}
