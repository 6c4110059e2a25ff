package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One event: these people during {@code [start, end)}, before levels and overrides decide. It comes
 * from a shift or from an imported calendar; from here on nobody asks which.
 *
 * @param shift id of the shift; of an imported event, its UID and what tells its instances apart
 *     (spec oncall-behaviour §8.8)
 * @param level a higher one hides a lower one; overrides hide all levels
 * @param override whether it stands above the ordinary ones
 * @param shownEnd what answers print as its end: of whole days a second before they are over, as
 *     recorded (§8.6). Nothing is decided by it
 * @param allDay an imported event of whole days: where there is one, no gaps are told (§8.6)
 * @param users on call, in order; empty when nobody is, or nobody who may be notified
 * @param missing names and users that it has but that cannot be on call
 * @param swaps who of the users is here by a swap or has asked for one, to the swap's id
 */
public record Occurrence(
    String shift,
    int level,
    boolean override,
    boolean allDay,
    Instant start,
    Instant end,
    Instant shownEnd,
    List<String> users,
    List<String> missing,
    Map<String, String> swaps) {

  public Occurrence {
    users = List.copyOf(users);
    missing = List.copyOf(missing);
    swaps = Map.copyOf(swaps);
  }

  /** An ordinary event. */
  public static Occurrence of(
      String shift, int level, Instant start, Instant end, List<String> users) {
    return new Occurrence(shift, level, false, false, start, end, end, users, List.of(), Map.of());
  }

  /** Whether nobody is on call in it. */
  public boolean isEmpty() {
    return users.isEmpty();
  }

  public boolean overlaps(Instant from, Instant to) {
    return start.isBefore(to) && end.isAfter(from);
  }

  /** The part of it between these two. */
  public Occurrence between(Instant from, Instant to) {
    Instant shown = to.equals(end) ? shownEnd : to;
    return new Occurrence(shift, level, override, allDay, from, to, shown, users, missing, swaps);
  }
}
