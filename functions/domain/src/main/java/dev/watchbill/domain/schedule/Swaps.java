package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shift swaps put into the events of every layer, before levels decide: what was masked stays
 * masked (spec oncall-behaviour §8.10).
 */
final class Swaps {

  private Swaps() {}

  /** In the order of their creation: a later swap may pass on what an earlier one has given. */
  static List<Occurrence> apply(List<ShiftSwap> swaps, List<Occurrence> events) {
    List<Occurrence> result = events;
    for (ShiftSwap swap : swaps) {
      if (swap.deletedAt() == null && swap.start().isBefore(swap.end())) {
        result = apply(swap, result);
      }
    }
    return result;
  }

  private static List<Occurrence> apply(ShiftSwap swap, List<Occurrence> events) {
    List<Occurrence> result = new ArrayList<>(events.size() + 2);
    for (Occurrence event : events) {
      if (event.users().contains(swap.beneficiary()) && event.overlaps(swap.start(), swap.end())) {
        split(swap, event, result);
      } else {
        result.add(event);
      }
    }
    return result;
  }

  private static void split(ShiftSwap swap, Occurrence event, List<Occurrence> result) {
    Instant start = event.start().isBefore(swap.start()) ? swap.start() : event.start();
    Instant end = event.end().isAfter(swap.end()) ? swap.end() : event.end();
    if (event.start().isBefore(start)) result.add(event.between(event.start(), start));
    result.add(swapped(swap, event.between(start, end)));
    if (end.isBefore(event.end())) result.add(event.between(end, event.end()));
  }

  private static Occurrence swapped(ShiftSwap swap, Occurrence event) {
    String stands = swap.benefactor() == null ? swap.beneficiary() : swap.benefactor();
    List<String> users =
        event.users().stream()
            .map(user -> user.equals(swap.beneficiary()) ? stands : user)
            .distinct()
            .toList();
    Map<String, String> swaps = new HashMap<>(event.swaps());
    swaps.remove(swap.beneficiary());
    swaps.put(stands, swap.id());
    return new Occurrence(
        event.shift(),
        event.level(),
        event.override(),
        event.allDay(),
        event.start(),
        event.end(),
        event.shownEnd(),
        users,
        event.missing(),
        swaps);
  }
}
