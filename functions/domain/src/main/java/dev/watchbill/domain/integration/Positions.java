package dev.watchbill.domain.integration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * The positions of what is tried in order within one scope: the routes of an integration, the steps
 * of a chain, the rules of a user (spec oncall-api §1.13). No two are equal; gaps are allowed and
 * never closed. Every change gives new positions; nothing is changed in place.
 *
 * @param byId position by id, 0 to {@link #LAST}
 */
public record Positions(Map<String, Integer> byId) {

  /** The highest number a position may be. */
  public static final int LAST = Integer.MAX_VALUE;

  /** What a caller says to mean "behind all the others". */
  public static final int END = -1;

  public Positions {
    byId = Map.copyOf(byId);
  }

  public int of(String id) {
    return Objects.requireNonNull(byId.get(id), "not in this scope");
  }

  /** With one more behind all the others; the first one is at 0. */
  public Positions append(String id) {
    int at = highest() + 1;
    if (highest() == LAST) {
      // No number is left behind the last one: those in front close up to the nearest gap.
      int gap = LAST;
      while (byId.containsValue(gap)) gap--;
      int free = gap;
      return shifted(position -> position > free ? position - 1 : position).with(id, LAST);
    }
    return with(id, at);
  }

  /**
   * With this one moved: those it jumps over each give way by one. {@link #END} moves it to the
   * highest position in use.
   */
  public Positions move(String id, int position) {
    int from = of(id);
    int to = position == END ? highest() : position;
    check(to);
    return shifted(
            other -> {
              if (to <= other && other < from) return other + 1;
              if (from < other && other <= to) return other - 1;
              return other;
            })
        .with(id, to);
  }

  /** With this one at the position, and whoever held it where this one was. */
  public Positions swap(String id, int to) {
    check(to);
    int from = of(id);
    return shifted(other -> other == to ? from : other).with(id, to);
  }

  private int highest() {
    return byId.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  private Positions shifted(IntUnaryOperator how) {
    Map<String, Integer> moved = new LinkedHashMap<>();
    byId.forEach((id, position) -> moved.put(id, how.applyAsInt(position)));
    return new Positions(moved);
  }

  private Positions with(String id, int position) {
    Map<String, Integer> more = new LinkedHashMap<>(byId);
    more.put(id, position);
    return new Positions(more);
  }

  private static void check(int position) {
    if (position < 0) throw new IllegalArgumentException("a position is not negative");
  }
}
