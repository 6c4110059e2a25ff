package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who is on call at an instant, and because of what.
 *
 * @param users each once, in the order of the events
 * @param because the events that put them on call
 */
public record OnCall(Instant at, List<String> users, List<Occurrence> because) {

  /** How far ahead the next change is looked for. */
  public static final Duration HORIZON = Duration.ofDays(366);

  public OnCall {
    users = List.copyOf(users);
    because = List.copyOf(because);
  }

  public static OnCall at(Rota rota, Instant at) {
    // Whatever started at or before this instant and has not ended.
    List<Occurrence> now = Layers.events(rota, new Window(at, at.plusNanos(1)));
    return of(at, now);
  }

  private static OnCall of(Instant at, List<Occurrence> events) {
    Occurrence highest = null;
    for (Occurrence event : events) {
      if (!event.isEmpty() && (highest == null || above(event, highest))) highest = event;
    }
    if (highest == null) return new OnCall(at, List.of(), List.of());
    Occurrence top = highest;
    List<Occurrence> because =
        events.stream()
            .filter(event -> !event.isEmpty() && !above(top, event) && !above(event, top))
            .toList();
    Set<String> users = new LinkedHashSet<>();
    because.forEach(event -> users.addAll(event.users()));
    return new OnCall(at, List.copyOf(users), because);
  }

  private static boolean above(Occurrence one, Occurrence other) {
    return one.override() == other.override() ? one.level() > other.level() : one.override();
  }

  /**
   * The first instant after this one at which other people are on call; empty if there is none
   * within {@link #HORIZON}. That a person goes on by another event is no change.
   */
  public static Optional<Instant> nextChange(Rota rota, Instant after) {
    Set<String> now = Set.copyOf(at(rota, after).users());
    Duration ahead = Duration.ofDays(2);
    Instant looked = after;
    // Most rotas change within days: look near first, then further each time.
    while (looked.isBefore(after.plus(HORIZON))) {
      Instant to = after.plus(ahead.compareTo(HORIZON) < 0 ? ahead : HORIZON);
      Optional<Instant> change = change(rota, looked, to, now);
      if (change.isPresent()) return change;
      looked = to;
      ahead = ahead.multipliedBy(4);
    }
    return Optional.empty();
  }

  /** The first instant in {@code [from, to)} at which others are on call. */
  private static Optional<Instant> change(Rota rota, Instant from, Instant to, Set<String> now) {
    List<Occurrence> pieces = FinalSchedule.of(rota, new Window(from, to)).pieces();
    TreeMap<Instant, Set<String>> boundaries = new TreeMap<>();
    boundaries.put(from, new HashSet<>());
    for (Occurrence piece : pieces) {
      boundaries.put(piece.start(), new HashSet<>());
      if (piece.end().isBefore(to)) boundaries.put(piece.end(), new HashSet<>());
    }
    for (Occurrence piece : pieces) {
      for (Set<String> users : boundaries.subMap(piece.start(), piece.end()).values()) {
        users.addAll(piece.users());
      }
    }
    return boundaries.entrySet().stream()
        .filter(boundary -> !boundary.getValue().equals(now))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
