package dev.watchbill.storage;

import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.Shift.Source;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shifts, schedules and swaps to store. */
final class Rotations {

  static final Instant NOW = Samples.NOW;

  private Rotations() {}

  static Details details(String org, String id, @Nullable String name) {
    return new Details(
        id,
        org,
        "T1",
        null,
        name,
        ZoneId.of("Europe/Paris"),
        3,
        LocalDateTime.parse("2024-01-01T08:00:00"),
        LocalDateTime.parse("2024-02-01T08:00:00"),
        Duration.ofHours(10),
        Source.TERRAFORM,
        new Effective(NOW.minusSeconds(60), null),
        null,
        NOW,
        1);
  }

  static Recurrence rule() {
    return new Recurrence(
        Recurrence.Frequency.WEEKLY,
        null,
        List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
        List.of(1, 12),
        List.of(-31, 31),
        DayOfWeek.MONDAY,
        NOW);
  }

  static ShiftRow row(Shift shift) {
    return new ShiftRow(shift, "europe/paris", List.of("S1", "S2"), null);
  }

  static ShiftRow rolling(String org, String id, String name) {
    return row(
        new Shift.RollingUsers(
            details(org, id, name), rule(), List.of(List.of("U1", "U2"), List.of()), 1));
  }

  /** On call day and night. */
  static ShiftRow always(String org, String id, String user, String... schedules) {
    Details details =
        new Details(
            id,
            org,
            null,
            null,
            null,
            null,
            0,
            LocalDateTime.parse("2024-01-01T00:00:00"),
            LocalDateTime.parse("2024-01-01T00:00:00"),
            Duration.ofDays(1),
            Source.API,
            Effective.ALWAYS,
            null,
            NOW,
            1);
    return new ShiftRow(
        new Shift.RecurrentEvent(
            details, Recurrence.every(Recurrence.Frequency.DAILY), List.of(user)),
        null,
        List.of(schedules),
        null);
  }

  static ScheduleRow calendar(String org, String id, String name, String... shifts) {
    return new ScheduleRow(
        new Schedule.Calendar(
            new Schedule.Details(id, org, "T1", name, "C1", null, NOW, 1),
            ZoneOffset.UTC,
            List.of(shifts),
            "https://example.org/a.ics",
            true),
        "utc",
        null);
  }

  static OnCallState state(String user) {
    return new OnCallState(
        new OnCallState.Turn(NOW, NOW.plusSeconds(60), List.of(user)),
        new OnCallState.Turn(NOW.plusSeconds(60), NOW.plusSeconds(90), List.of()));
  }

  static ShiftSwap swap(String org, String id, String schedule, @Nullable String benefactor) {
    return new ShiftSwap(
        id,
        org,
        schedule,
        NOW.plusSeconds(3_600),
        NOW.plusSeconds(7_200),
        null,
        "U1",
        benefactor,
        NOW,
        NOW,
        null,
        1);
  }

  /** Schedules that import nothing. */
  static final class NoCalendars implements ImportedCalendars {
    @Override
    public Rota.Imported of(Schedule schedule) {
      return Rota.Imported.NONE;
    }

    @Override
    public void keep(
        String org, String schedule, String url, CalendarSource.Fetched.Usable calendar) {}

    @Override
    public void forget(String org, String schedule) {}
  }
}
