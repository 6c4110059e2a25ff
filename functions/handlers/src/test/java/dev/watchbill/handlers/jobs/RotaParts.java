package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.RowChange;
import dev.watchbill.domain.change.Subscribers;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.domain.schedule.ical.KeptCalendars;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.schedule.CalendarRefresh;
import dev.watchbill.engine.schedule.UserChanges;
import dev.watchbill.storage.DynamoCalendarCopies;
import dev.watchbill.storage.DynamoRotas;
import dev.watchbill.storage.DynamoScheduleWatches;
import dev.watchbill.storage.DynamoSchedules;
import dev.watchbill.storage.DynamoUsers;
import dev.watchbill.storage.Table;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules, their calendars and the job that looks at them, over one table. */
final class RotaParts {
  static final String SCHEDULE = "S1";
  static final String URL = "https://example.com/rota.ics";
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final Users users;
  final Schedules schedules;
  final ScheduleWatches watches;
  final CalendarCopies copies;
  final Rotas rotas;
  final Calendars calendars = new Calendars();

  private final Table table;

  RotaParts(Table table) {
    this.table = table;
    users = new DynamoUsers(table);
    schedules = new DynamoSchedules(table);
    watches = new DynamoScheduleWatches(table);
    copies = new DynamoCalendarCopies(table);
    rotas = new DynamoRotas(table, users, new KeptCalendars(copies, users));
  }

  ShiftEvaluationJob job(Timers timers, Prompts prompts, Commits commits, InstantSource clock) {
    return new ShiftEvaluationJob(
        timers,
        prompts,
        commits,
        schedules,
        watches,
        rotas,
        new CalendarRefresh(calendars, copies),
        users(commits, clock));
  }

  UserChanges users(Commits commits, InstantSource clock) {
    return new UserChanges(schedules, commits, clock);
  }

  /** Calendars at addresses; absent = the server does not answer. */
  static final class Calendars implements CalendarSource {
    final Map<String, String> at = new HashMap<>();
    final List<String> asked = new ArrayList<>();

    @Override
    public Fetched fetch(String url) {
      asked.add(url);
      @Nullable String text = at.get(url);
      return text == null ? new Fetched.DownloadFailed("no connection") : new Fetched.Usable(text);
    }
  }

  void user(String id, Role role) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    var user =
        new User(id, JobWorld.ORG, 1, id, id + "@example.com", id, role, null, "/a.png", at, 1);
    assertThat(users.create(user)).isEqualTo(new Saved.Done());
  }

  /** As a request commits it: whoever changes a schedule has it looked at. */
  private void commit(Change change) {
    Change all = change;
    for (RowChange row : change.rows()) {
      if (row.after() instanceof ScheduleRow schedule) {
        all = all.happened(new Happened.ToSchedule(schedule.subject()));
      }
    }
    assertThat(EngineParts.changes(table).commit(Subscribers.followed(all)))
        .isEqualTo(new Committed.Done());
  }

  /** A rotation of days from the world's beginning on, in Berlin. */
  void daily(Instant now, String... people) {
    for (String person : people) user(person, Role.EDITOR);
    commit(Change.at(now).create(shift(now, List.of(people))).create(calendar(now, List.of("O1"))));
  }

  /** A schedule without anything. */
  void empty(Instant now) {
    commit(Change.at(now).create(calendar(now, List.of())));
  }

  void imported(Instant now) {
    var row = new ScheduleRow(new Schedule.Ical(details(now), URL, null), null, null);
    commit(Change.at(now).create(row));
  }

  /** The imported schedule gets its calendar from elsewhere. */
  void importedFrom(String url) {
    ScheduleRow row = row();
    var moved = new Schedule.Ical(row.schedule().details(), url, null);
    commit(Change.at(Instant.EPOCH).replace(row, row.with(moved)));
  }

  private static ScheduleRow calendar(Instant now, List<String> shifts) {
    return new ScheduleRow(
        new Schedule.Calendar(details(now), BERLIN, shifts, null, true), "Europe/Berlin", null);
  }

  private static Schedule.Details details(Instant now) {
    return new Schedule.Details(SCHEDULE, JobWorld.ORG, null, "ops", null, null, now, 1);
  }

  /** Eight hours of every weekday above the days, changing hands by weeks. */
  void weekly(Instant now, String... people) {
    for (String person : people) user(person, Role.EDITOR);
    ScheduleRow row = row();
    Schedule.Calendar calendar = (Schedule.Calendar) row.schedule();
    var both =
        new Schedule.Calendar(
            calendar.details(), BERLIN, List.of("O1", "O2"), null, calendar.webOverrides());
    Recurrence rule =
        new Recurrence(
            Recurrence.Frequency.WEEKLY,
            1,
            List.of(
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY),
            List.of(),
            List.of(),
            DayOfWeek.MONDAY,
            null);
    ShiftRow shift = shift("O2", now, Duration.ofHours(8), 1, rule, List.of(people));
    commit(Change.at(now).create(shift).replace(row, row.with(both)));
  }

  /** Who is on call at an instant, calculated in another way than the job does. */
  String at(Instant instant, Window window) {
    return String.join(",", OnCall.at(rotas.of(row(), window), instant).users());
  }

  private static ShiftRow shift(Instant now, List<String> people) {
    Recurrence rule = Recurrence.every(Recurrence.Frequency.DAILY);
    return shift("O1", now, Duration.ofDays(1), 0, rule, people);
  }

  private static ShiftRow shift(
      String id, Instant now, Duration length, int level, Recurrence rule, List<String> people) {
    LocalDateTime start = LocalDateTime.ofInstant(now, BERLIN);
    var shift =
        new Shift.RollingUsers(
            new Shift.Details(
                id,
                JobWorld.ORG,
                null,
                null,
                id,
                null,
                level,
                start,
                start,
                length,
                Shift.Source.API,
                Shift.Effective.ALWAYS,
                null,
                now,
                1),
            rule,
            people.stream().map(List::of).toList(),
            0);
    return new ShiftRow(shift, null, List.of(SCHEDULE), null);
  }

  ScheduleRow row() {
    return schedules.find(JobWorld.ORG, SCHEDULE).orElseThrow();
  }

  /** Every decision, as {@code instant kind from>to}; the chain must be whole. */
  List<String> story() {
    List<Ledger.Entry> story = watches.story(JobWorld.ORG, SCHEDULE);
    var watch = watches.find(JobWorld.ORG, SCHEDULE, Instant.EPOCH);
    assertThat(Ledger.verify(story, watch.ledger())).isEmpty();
    return story.stream()
        .map(
            entry ->
                entry.decision().kind().equals("handoff")
                    ? entry.at()
                        + " "
                        + entry.decision().inputs().get("from")
                        + ">"
                        + entry.decision().inputs().get("to")
                    : entry.decision().kind())
        .toList();
  }
}
