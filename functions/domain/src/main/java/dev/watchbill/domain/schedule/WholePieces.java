package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/*
 * A final schedule is clipped to its window. A calendar feed must not be: an event that began before the window would change its
 * beginning, and with it its name, every day. So the window is widened until nothing that overlaps it is cut by the wider one.
 */
/** The pieces of a final schedule that overlap a window, as long as they are. */
public final class WholePieces {

  /** How far a piece is followed; a longer one is cut there. */
  private static final Duration FARTHEST = Duration.ofDays(800);

  private WholePieces() {}

  /** The window that the rota must be of. */
  public static Window needed(Window window) {
    return widened(window, FARTHEST);
  }

  /** By start, then shift. */
  public static List<Occurrence> overlapping(Rota rota, Window window) {
    Duration margin = Duration.ofDays(50);
    while (true) {
      Window wider = widened(window, margin);
      List<Occurrence> pieces =
          FinalSchedule.of(rota, wider).pieces().stream()
              .filter(piece -> piece.overlaps(window.start(), window.end()))
              .toList();
      boolean whole = pieces.stream().noneMatch(piece -> cut(piece, wider));
      if (whole || margin.equals(FARTHEST)) return pieces;
      margin = margin.multipliedBy(4);
    }
  }

  private static boolean cut(Occurrence piece, Window by) {
    return piece.start().equals(by.start()) || piece.end().equals(by.end());
  }

  private static Window widened(Window window, Duration margin) {
    Instant start = window.start().minus(margin);
    return new Window(start, window.end().plus(margin));
  }
}
