package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is missing in a window (spec oncall-behaviour §8.6, §8.11). */
public final class Gaps {

  private Gaps() {}

  /** A hole between two events that is shorter than this is none. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  /**
   * The times without any event; none at all when the window has no event or an all-day one. An
   * event that puts nobody on call is no gap: it is an empty shift.
   */
  public static List<Window> in(Rota rota, Window window) {
    List<Occurrence> events = Layers.events(rota, window);
    if (events.isEmpty() || events.stream().anyMatch(Occurrence::allDay)) return List.of();
    Layers.Taken taken = new Layers.Taken();
    events.forEach(event -> taken.add(event.start(), event.end()));
    List<Window> gaps = new ArrayList<>();
    Instant from = window.start();
    for (Window stretch : taken.between(window)) {
      boolean edge = from.equals(window.start());
      if (from.isBefore(stretch.start())
          && (edge || Duration.between(from, stretch.start()).compareTo(SHORTEST) >= 0)) {
        gaps.add(new Window(from, stretch.start()));
      }
      from = stretch.end();
    }
    if (from.isBefore(window.end())) gaps.add(new Window(from, window.end()));
    return gaps;
  }

  /** The events that put nobody on call, whole; by start. */
  public static List<Occurrence> emptyShifts(Rota rota, Window window) {
    return Layers.events(rota, window).stream().filter(Occurrence::isEmpty).toList();
  }
}
