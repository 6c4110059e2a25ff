package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.util.List;

/**
 * Who is on call in a window after levels, overrides and swaps (spec oncall-behaviour §8.7).
 *
 * @param pieces clipped to the window, none of them empty or of no length; by start, then shift
 */
public record FinalSchedule(Window window, List<Occurrence> pieces) {

  public FinalSchedule {
    pieces = List.copyOf(pieces);
  }

  public static FinalSchedule of(Rota rota, Window window) {
    throw new UnsupportedOperationException(rota + " " + window);
  }

  /** One row for each person: by start, then shift, then user. */
  public List<OnCallInterval> rows() {
    throw new UnsupportedOperationException();
  }

  /** One person's time on call. */
  public record OnCallInterval(String user, Instant start, Instant end, String shift) {}
}
