package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/*
 * Highest layer first; each event is placed minus what the layers above have taken, then its own layer joins the taken
 * time. Taken time is a sorted list of disjoint stretches, so an event is cut with one binary search: n log n for n
 * events, however many layers (spec oncall-behaviour §8.7).
 */
/** All events of a rota in a window, and what remains of each after overrides and levels. */
final class Layers {

  private static final Comparator<Occurrence> BY_LAYER =
      Comparator.comparing(Occurrence::override)
          .thenComparing(Occurrence::level)
          .reversed()
          .thenComparing(Occurrence::start)
          .thenComparing(Occurrence::shift);

  private static final Comparator<Occurrence> IN_TIME =
      Comparator.comparing(Occurrence::start)
          .thenComparing(Occurrence::shift)
          .thenComparing(Occurrence::end);

  private Layers() {}

  /** Every event that overlaps the window, whole, swaps applied; by start. */
  static List<Occurrence> events(Rota rota, Window window) {
    rota.problem(window)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    List<Occurrence> events = new ArrayList<>();
    for (Shift shift : rota.shifts()) {
      for (Shift piece : rota.schedule().asRead(shift)) {
        ShiftEvents.collect(
            piece, rota.schedule().zoneOf(piece), window, rota.notifiable(), events::add);
      }
    }
    for (Occurrence imported : rota.imported().overlapping(window)) {
      if (imported.start().isBefore(window.end()) && imported.end().isAfter(window.start())) {
        events.add(imported);
      }
    }
    List<Occurrence> swapped = new ArrayList<>(Swaps.apply(rota.swaps(), events));
    swapped.removeIf(event -> !event.overlaps(window.start(), window.end()));
    swapped.sort(IN_TIME);
    return swapped;
  }

  /** What remains of the events that put somebody on call; by start, then shift. */
  static List<Occurrence> merge(List<Occurrence> events) {
    List<Occurrence> staffed =
        new ArrayList<>(events.stream().filter(event -> !event.isEmpty()).toList());
    staffed.sort(BY_LAYER);
    List<Occurrence> pieces = new ArrayList<>(staffed.size());
    Taken taken = new Taken();
    int layer = 0;
    while (layer < staffed.size()) {
      int next = layer;
      while (next < staffed.size() && sameLayer(staffed.get(layer), staffed.get(next))) {
        taken.cut(staffed.get(next), pieces);
        next++;
      }
      if (next < staffed.size()) taken = taken.with(staffed.subList(layer, next));
      layer = next;
    }
    pieces.sort(IN_TIME);
    return pieces;
  }

  private static boolean sameLayer(Occurrence a, Occurrence b) {
    return a.override() == b.override() && a.level() == b.level();
  }

  /** Disjoint stretches in order; those that touch are one. */
  static final class Taken {
    private final List<Instant> starts = new ArrayList<>();
    private final List<Instant> ends = new ArrayList<>();

    /** Adds a stretch that starts no earlier than the last one added. */
    void add(Instant start, Instant end) {
      int last = starts.size() - 1;
      if (last >= 0 && !start.isAfter(ends.get(last))) {
        if (end.isAfter(ends.get(last))) ends.set(last, end);
      } else {
        starts.add(start);
        ends.add(end);
      }
    }

    /** This and these events, which are in order of their starts. */
    Taken with(List<Occurrence> events) {
      Taken both = new Taken();
      int i = 0;
      for (Occurrence event : events) {
        while (i < starts.size() && starts.get(i).isBefore(event.start())) {
          both.add(starts.get(i), ends.get(i));
          i++;
        }
        both.add(event.start(), event.end());
      }
      for (; i < starts.size(); i++) both.add(starts.get(i), ends.get(i));
      return both;
    }

    /** Puts what of an event lies outside of the stretches. */
    void cut(Occurrence event, List<Occurrence> pieces) {
      Instant from = event.start();
      for (int i = firstEndingAfter(from); i < starts.size(); i++) {
        if (!starts.get(i).isBefore(event.end())) break;
        if (from.isBefore(starts.get(i))) pieces.add(event.between(from, starts.get(i)));
        from = ends.get(i);
        if (!from.isBefore(event.end())) return;
      }
      pieces.add(from.equals(event.start()) ? event : event.between(from, event.end()));
    }

    private int firstEndingAfter(Instant at) {
      int low = 0;
      int high = ends.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (ends.get(middle).isAfter(at)) high = middle;
        else low = middle + 1;
      }
      return low;
    }

    /** What of this lies outside of the other. */
    List<Window> minus(Taken other) {
      List<Window> rest = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        Instant from = starts.get(i);
        Instant end = ends.get(i);
        for (int j = other.firstEndingAfter(from); j < other.starts.size(); j++) {
          if (!other.starts.get(j).isBefore(end)) break;
          if (from.isBefore(other.starts.get(j))) {
            rest.add(new Window(from, other.starts.get(j)));
          }
          from = other.ends.get(j);
        }
        if (from.isBefore(end)) rest.add(new Window(from, end));
      }
      return rest;
    }

    Duration length() {
      Duration sum = Duration.ZERO;
      for (int i = 0; i < starts.size(); i++) {
        sum = sum.plus(Duration.between(starts.get(i), ends.get(i)));
      }
      return sum;
    }

    /** The stretches within a window, and nothing else of it. */
    List<Window> between(Window window) {
      List<Window> all = new ArrayList<>();
      for (int i = 0; i < starts.size(); i++) {
        Instant start = starts.get(i).isBefore(window.start()) ? window.start() : starts.get(i);
        Instant end = ends.get(i).isAfter(window.end()) ? window.end() : ends.get(i);
        if (start.isBefore(end)) all.add(new Window(start, end));
      }
      return all;
    }
  }
}
