package dev.watchbill.domain.template.jinja;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence. A group of {@code groupby} also answers to {@code grouper} and {@code
 * list}.
 */
final class Tuple extends AbstractList<@Nullable Object>
    implements RandomAccess, Comparable<Tuple> {
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

  /**
   * An order for hash tables, and for nothing else: tuples with one hash code, which anyone can
   * make, are then found without asking them all. Equal tuples are never ordered; what has no order
   * of its own counts as equal to its kind.
   */
  @Override
  public int compareTo(Tuple other) {
    for (int i = 0; i < Math.min(items.length, other.items.length); i++) {
      int c = order(items[i], other.items[i]);
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(items.length, other.items.length);
  }

  private static int order(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String s && b instanceof String t) {
      return s.compareTo(t);
    }
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return Double.compare(x, y);
    }
    if (a instanceof Tuple t && b instanceof Tuple u) {
      return t.compareTo(u);
    }
    String kind = a == null ? "" : a.getClass().getName();
    return kind.compareTo(b == null ? "" : b.getClass().getName());
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
