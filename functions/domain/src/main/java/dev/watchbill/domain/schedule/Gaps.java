package dev.watchbill.domain.schedule;

import java.util.List;

/** What is missing in a window (spec oncall-behaviour §8.6, §8.11). */
public final class Gaps {

  private Gaps() {}

  /** The times without any event; none at all when the window has no event or an all-day one. */
  public static List<Window> in(Rota rota, Window window) {
    throw new UnsupportedOperationException(rota + " " + window);
  }

  /** The events that put nobody on call. */
  public static List<Occurrence> emptyShifts(Rota rota, Window window) {
    throw new UnsupportedOperationException(rota + " " + window);
  }
}
