package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
    List<Occurrence> pieces = new ArrayList<>();
    for (Occurrence piece : Layers.merge(Layers.events(rota, window))) {
      clipped(piece, window).ifPresent(pieces::add);
    }
    pieces.sort(Comparator.comparing(Occurrence::start).thenComparing(Occurrence::shift));
    return new FinalSchedule(window, pieces);
  }

  private static Optional<Occurrence> clipped(Occurrence piece, Window window) {
    Instant start = piece.start().isBefore(window.start()) ? window.start() : piece.start();
    Instant end = piece.end().isAfter(window.end()) ? window.end() : piece.end();
    if (!start.isBefore(end)) return Optional.empty();
    if (start.equals(piece.start()) && end.equals(piece.end())) return Optional.of(piece);
    return Optional.of(piece.between(start, end));
  }

  /** One row for each person, as answers print it: by start, then shift, then user. */
  public List<OnCallInterval> rows() {
    List<OnCallInterval> rows = new ArrayList<>();
    for (Occurrence piece : pieces) {
      // The last second of a whole day, where a window begins with it.
      if (!piece.start().isBefore(piece.shownEnd())) continue;
      for (String user : piece.users()) {
        rows.add(new OnCallInterval(user, piece.start(), piece.shownEnd(), piece.shift()));
      }
    }
    rows.sort(
        Comparator.comparing(OnCallInterval::start)
            .thenComparing(OnCallInterval::shift)
            .thenComparing(OnCallInterval::user));
    return rows;
  }

  /** One person's time on call. */
  public record OnCallInterval(String user, Instant start, Instant end, String shift) {}
}
