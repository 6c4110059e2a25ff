package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.schedule.Schedule.ZoneChange;
import dev.watchbill.domain.schedule.ScheduleWatch.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look tells besides handoffs, gaps and empty shifts: users who were named in vain, and
 * another zone. Each is told once and remembered as it was told.
 *
 * @param leftOut what the next look knows of users named in vain
 * @param clock what it knows of the zone; null = the schedule has none
 */
record ScheduleNews(List<Decision> decisions, List<String> leftOut, @Nullable Clock clock) {

  /** Users that one decision names; it counts the rest. */
  private static final int NAMED = 10;

  /** Shifts with users named in vain that are remembered; those beyond are not told. */
  private static final int REMEMBERED = 200;

  static ScheduleNews of(ScheduleWatch last, Rota rota, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (LeftOut each : rota.leftOut()) {
      if (leftOut.size() == REMEMBERED) break;
      if (each.why() != LeftOut.Why.UNKNOWN && isOver(rota, each.shift(), now)) continue;
      String told = each.shift() + " " + each.why() + " " + names(each);
      leftOut.add(told);
      if (!last.leftOut().contains(told)) decisions.add(decision(each));
    }
    return new ScheduleNews(decisions, leftOut, clock(last, rota.schedule(), now, decisions));
  }

  /** The first few, and how many more there are. */
  private static String names(LeftOut each) {
    int all = each.users().size();
    String first = String.join(",", each.users().subList(0, Math.min(all, NAMED)));
    return all <= NAMED ? first : first + " and " + (all - NAMED) + " more";
  }

  private static Decision decision(LeftOut each) {
    return Decision.of("users_left_out", Actor.TIMER, reason(each.why()))
        .with("shift", each.shift())
        .with("users", names(each))
        .with("count", each.users().size());
  }

  private static String reason(LeftOut.Why why) {
    return switch (why) {
      case UNKNOWN -> "a shift was written with ids that no user has; they were dropped from it";
      case DELETED -> "users whom a shift names were deleted; nobody is on call in their place";
      case ROLE -> "users whom a shift names may not be notified by their role";
    };
  }

  /** Who cannot be on call by a shift that is over is nobody's business any more. */
  private static boolean isOver(Rota rota, String id, Instant now) {
    return rota.shifts().stream()
        .filter(shift -> shift.id().equals(id))
        .noneMatch(shift -> goesOn(shift, rota.schedule().zoneOf(shift), now));
  }

  private static boolean goesOn(Shift shift, ZoneId zone, Instant now) {
    Instant ends = shift.details().effective().to();
    if (ends != null && !ends.isAfter(now)) return false;
    Optional<Instant> lastStart =
        shift.repeats().isPresent()
            ? shift.until()
            : Optional.of(Shift.instantOf(shift.details().start(), zone));
    return lastStart.map(at -> at.plus(shift.details().duration()).isAfter(now)).orElse(true);
  }

  /** Tells every change of zone since the last look, each with the instant of its own. */
  private static @Nullable Clock clock(
      ScheduleWatch last, Schedule schedule, Instant now, List<Decision> decisions) {
    ZoneId shown = schedule.shownZone().orElse(null);
    if (shown == null) return null;
    List<ZoneChange> changes =
        schedule instanceof Schedule.Calendar calendar ? calendar.changes() : List.of();
    Clock told = last.clock();
    if (told == null) {
      told =
          changes.isEmpty()
              ? new Clock(shown.getId(), now)
              : new Clock(changes.getFirst().before().getId(), Instant.EPOCH);
    }
    for (int i = 0; i < changes.size(); i++) {
      ZoneId began = i + 1 < changes.size() ? changes.get(i + 1).before() : shown;
      Instant at = changes.get(i).at();
      if (!at.isBefore(told.since())) told = changed(told, began, at, decisions, schedule);
    }
    return changed(told, shown, now, decisions, schedule);
  }

  private static Clock changed(
      Clock told, ZoneId to, Instant at, List<Decision> decisions, Schedule schedule) {
    if (to.getId().equals(told.zone())) return told;
    String reason =
        schedule instanceof Schedule.Calendar
            ? "shifts without a zone are read in the schedule's new one from now on, not before"
            : "the zone that the schedule shows changed; it does not decide who is on call";
    decisions.add(
        Decision.of("zone_changed", Actor.TIMER, reason)
            .with("from", told.zone())
            .with("to", to.getId())
            .with("at", at));
    return new Clock(to.getId(), at);
  }
}
