package dev.watchbill.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * A long list is a row of stretches, newest first: the months of alert groups, the days of alerts. How many rows a stretch has is
 * known without reading it, so a page is found by skipping whole stretches, and inside the one it lies in from the nearer end.
 * A stretch lies in one or several lanes (partitions) that are merged by their sort keys.
 *
 * Rows that come or go while somebody turns pages move the others by one, as in any list by page numbers; an index may lag behind
 * the counters for a moment, and then a page is short by a row.
 */
/** Pages of a list that is too long to read. */
final class NewestFirst {

  /** Keys fetched at once while skipping. */
  private static final int FETCH = 1_000;

  /** Keys fetched from a lane at least: fewer would not make a request cheaper. */
  private static final int FEWEST = 10;

  /**
   * @param lanes queries of one index, each in the order of the same sort keys
   * @param count how many rows pass
   */
  record Stretch(List<Query> lanes, Predicate<Item> passes, long count) {
    Stretch {
      lanes = List.copyOf(lanes);
    }
  }

  private final Table table;

  NewestFirst(Table table) {
    this.table = table;
  }

  /** The rows from this offset on, at most {@code limit}, newest first. */
  List<Item> rows(List<Stretch> stretches, long offset, int limit) {
    List<Item> rows = new ArrayList<>();
    long skip = offset;
    for (Stretch stretch : stretches) {
      if (rows.size() == limit) break;
      if (skip >= stretch.count()) {
        skip -= stretch.count();
        continue;
      }
      int take = (int) Math.min(limit - rows.size(), stretch.count() - skip);
      rows.addAll(part(stretch, skip, take));
      skip = 0;
    }
    return rows;
  }

  /** All rows of the stretches, newest first, one by one. */
  Walk walk(List<Stretch> stretches, int fetch) {
    return new Walk(stretches, fetch);
  }

  private List<Item> part(Stretch stretch, long skip, int take) {
    long behind = stretch.count() - skip - take;
    boolean fromNewest = skip <= behind;
    long pass = fromNewest ? skip : behind;
    var merge = new Merge(stretch, !fromNewest, (int) Math.min(FETCH, pass + take));
    for (long i = 0; i < pass; i++) if (merge.next() == null) return List.of();
    List<Item> rows = new ArrayList<>();
    Item row;
    while (rows.size() < take && (row = merge.next()) != null) rows.add(row);
    if (!fromNewest) Collections.reverse(rows);
    return rows;
  }

  /** See {@link #walk}. */
  final class Walk {
    private final Deque<Stretch> left;
    private final int fetch;
    private @Nullable Merge merge;

    private Walk(List<Stretch> stretches, int fetch) {
      left = new ArrayDeque<>(stretches);
      this.fetch = fetch;
    }

    @Nullable Item next() {
      while (true) {
        Item row = merge == null ? null : merge.next();
        if (row != null) return row;
        Stretch stretch = left.poll();
        if (stretch == null) return null;
        merge = new Merge(stretch, false, fetch);
      }
    }

    /** Up to so many of the next ones; empty at the end. */
    List<Item> next(int count) {
      List<Item> rows = new ArrayList<>();
      Item row;
      while (rows.size() < count && (row = next()) != null) rows.add(row);
      return rows;
    }
  }

  /** The lanes of one stretch as one. */
  private final class Merge {
    private final List<Lane> lanes = new ArrayList<>();
    private final Predicate<Item> passes;
    private final boolean forward;
    private @Nullable Key last;

    Merge(Stretch stretch, boolean forward, int fetch) {
      this.passes = stretch.passes();
      this.forward = forward;
      int share = share(fetch, stretch.lanes().size());
      for (Query lane : stretch.lanes()) {
        lanes.add(new Lane(forward ? lane : lane.backward(), share));
      }
    }

    @Nullable Item next() {
      while (true) {
        Lane first = null;
        for (Lane lane : lanes) {
          Item head = lane.peek();
          if (head == null) continue;
          Item best = first == null ? null : first.peek();
          if (best == null || isBefore(place(head, lane), place(best, lane))) first = lane;
        }
        Item row = first == null ? null : first.poll();
        if (row == null) return null;
        // A row that moves from lane to lane may be seen in both.
        if (row.key().equals(last) || !passes.test(row)) continue;
        last = row.key();
        return row;
      }
    }

    /** Twice what a lane gives when all give alike: few need to be asked again. */
    private static int share(int fetch, int lanes) {
      return Math.min(fetch, Math.max(FEWEST, 2 * fetch / Math.max(lanes, 1)));
    }

    private boolean isBefore(String one, String other) {
      return forward ? one.compareTo(other) < 0 : one.compareTo(other) > 0;
    }

    private static String place(Item item, Lane lane) {
      return lane.query.index() == Index.TABLE
          ? item.key().sk()
          : item.requiredText(lane.query.index().sk);
    }
  }

  /** One partition; each further request asks for twice as many keys. */
  private final class Lane {
    private final Query query;
    private int fetch;
    private final Deque<Item> fetched = new ArrayDeque<>();
    private @Nullable Cursor next;
    private boolean ended;

    Lane(Query query, int fetch) {
      this.query = query;
      this.fetch = fetch;
    }

    @Nullable Item peek() {
      while (fetched.isEmpty() && !ended) {
        Page page = table.query(query.after(next).limit(fetch));
        fetch = Math.min(2 * fetch, FETCH);
        fetched.addAll(page.items());
        next = page.next();
        ended = next == null;
      }
      return fetched.peek();
    }

    @Nullable Item poll() {
      peek();
      return fetched.poll();
    }
  }
}
