package dev.watchbill.storage;

import org.jspecify.annotations.Nullable;

/**
 * A read of one partition of the table or of an index, in the order of sort keys.
 *
 * @param limit the most items of one page, or {@link #NO_LIMIT}
 * @param after where the page before this one ended
 * @param consistent whether every write finished before is seen; the table only, indexes cannot
 * @param countOnly the page has its count but no items
 */
public record Query(
    String partition,
    Index index,
    SortRange range,
    boolean forward,
    int limit,
    @Nullable Cursor after,
    boolean consistent,
    boolean countOnly) {

  public static final int NO_LIMIT = Integer.MAX_VALUE;

  public Query {
    if (partition.isEmpty()) throw new IllegalArgumentException("A query without a partition");
    if (limit < 1) throw new IllegalArgumentException("A page of " + limit + " items");
    if (consistent && index != Index.TABLE) {
      throw new IllegalArgumentException("An index cannot be read consistently");
    }
    if (after != null && (after.indexKey() == null) != (index == Index.TABLE)) {
      throw new IllegalArgumentException("A cursor of another index");
    }
  }

  /** The whole partition of the table, read consistently. */
  public static Query of(String partition) {
    return new Query(
        partition, Index.TABLE, new SortRange.All(), true, NO_LIMIT, null, true, false);
  }

  /** The whole partition of an index, which follows the table a moment later. */
  public static Query of(Index index, String partition) {
    boolean consistent = index == Index.TABLE;
    return new Query(
        partition, index, new SortRange.All(), true, NO_LIMIT, null, consistent, false);
  }

  public Query range(SortRange range) {
    return new Query(partition, index, range, forward, limit, after, consistent, countOnly);
  }

  public Query prefix(String prefix) {
    return range(new SortRange.Prefix(prefix));
  }

  public Query between(String first, String last) {
    return range(new SortRange.Between(first, last));
  }

  public Query from(String first) {
    return range(new SortRange.From(first));
  }

  public Query upTo(String last) {
    return range(new SortRange.UpTo(last));
  }

  /** Sort keys beyond this one. */
  public Query beyond(String bound) {
    return range(new SortRange.After(bound));
  }

  /** Sort keys short of this one. */
  public Query before(String bound) {
    return range(new SortRange.Before(bound));
  }

  /** Largest sort key first. */
  public Query backward() {
    return new Query(partition, index, range, false, limit, after, consistent, countOnly);
  }

  public Query limit(int limit) {
    return new Query(partition, index, range, forward, limit, after, consistent, countOnly);
  }

  /** Begins behind this place; null begins at the start of the range. */
  public Query after(@Nullable Cursor cursor) {
    return new Query(partition, index, range, forward, limit, cursor, consistent, countOnly);
  }

  /** May miss the last moments' writes, at half the price. */
  public Query eventually() {
    return new Query(partition, index, range, forward, limit, after, false, countOnly);
  }

  public Query count() {
    return new Query(partition, index, range, forward, limit, after, consistent, true);
  }
}
