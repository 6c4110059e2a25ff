package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.ShiftRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shift as answers show it: which fields depends on its type (spec oncall-api §4.4). */
final class ShiftView {

  static Map<String, @Nullable Object> show(ShiftRow row) {
    Shift shift = row.shift();
    Details details = shift.details();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", row.id());
    shown.put("team_id", details.teamId());
    shown.put("schedule", schedule(row));
    shown.put("name", details.name());
    shown.put("type", ShiftType.of(shift).slug());
    shown.put("time_zone", row.zoneName());
    if (!(shift instanceof Shift.Override)) shown.put("level", details.level());
    shown.put("start", WallClock.text(details.start()));
    shown.put("duration", details.duration().toSeconds());
    shown.put("rotation_start", WallClock.text(details.rotationStart()));
    shift.repeats().ifPresent(rule -> show(rule, shown));
    switch (shift) {
      case Shift.SingleEvent single -> shown.put("users", single.users());
      case Shift.RecurrentEvent recurrent -> shown.put("users", recurrent.users());
      case Shift.Override override -> shown.put("users", override.users());
      case Shift.RollingUsers rolling -> {
        shown.put("rolling_users", orNull(rolling.groups()));
        shown.put("start_rotation_from_user_index", rolling.startIndex());
      }
    }
    return shown;
  }

  /** The web schedule that owns it, else the first that lists it (spec §4.7). */
  private static @Nullable String schedule(ShiftRow row) {
    String owner = row.shift().details().schedule();
    if (owner != null) return owner;
    return row.schedules().isEmpty() ? null : row.schedules().getFirst();
  }

  private static void show(Recurrence rule, Map<String, @Nullable Object> shown) {
    shown.put("frequency", LetterCase.lower(rule.frequency().name()));
    shown.put("interval", rule.interval());
    shown.put("until", rule.until() == null ? null : WallClock.text(rule.until()));
    if (rule.frequency() == Frequency.WEEKLY || rule.weekStart() != null) {
      shown.put("week_start", RecurrenceFields.name(rule.weekBegins()));
    }
    shown.put("by_day", orNull(rule.byDay().stream().map(RecurrenceFields::name).toList()));
    shown.put("by_month", orNull(rule.byMonth()));
    shown.put("by_monthday", orNull(rule.byMonthDay()));
  }

  private static @Nullable List<?> orNull(List<?> list) {
    return list.isEmpty() ? null : list;
  }

  private ShiftView() {}
}
