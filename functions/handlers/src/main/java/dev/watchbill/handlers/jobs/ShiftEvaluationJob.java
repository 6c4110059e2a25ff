package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.schedule.ical.KeptCalendars.Addresses;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.schedule.CalendarRefresh;
import dev.watchbill.engine.schedule.UserChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * One commit tells, remembers, says who is on call now and sets the next timer, on three conditions: the schedule is the one that was
 * read (a newer edit is never overwritten by an older calculation), nobody else has looked meanwhile (nothing is told twice), and the
 * timer still stands. Copies of calendars are kept before: who dies in between fetches them again.
 */
/** Looks at schedules when somebody hands over, and when what decides has changed (§8.11). */
public final class ShiftEvaluationJob extends TimerJob {
  /** How often calendars from elsewhere are asked for. */
  static final Duration REFRESH = Duration.ofMinutes(10);

  private final Schedules schedules;
  private final ScheduleWatches watches;
  private final Rotas rotas;
  private final CalendarRefresh calendars;
  private final UserChanges users;
  private final Commits commits;

  @Inject
  ShiftEvaluationJob(
      Timers timers,
      Prompts prompts,
      Commits commits,
      Schedules schedules,
      ScheduleWatches watches,
      Rotas rotas,
      CalendarRefresh calendars,
      UserChanges users) {
    super(TimerKind.SHIFT_EVALUATION, timers, prompts, commits);
    this.schedules = schedules;
    this.watches = watches;
    this.rotas = rotas;
    this.calendars = calendars;
    this.users = users;
    this.commits = commits;
  }

  @Override
  protected Effect run(Timer due, Instant at) {
    // Shifts have no fractions of a second.
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    return due.subject().equals(ShiftEvaluation.ALL) ? all(due, at) : look(due, now);
  }

  /**
   * What a crash has left of {@link UserChanges}, and more users may change meanwhile: a timer that
   * is set again while this goes on asks for another round, so it is another row.
   */
  private Effect all(Timer due, Instant now) {
    Timer round = ShiftEvaluation.all(due.org(), now);
    if (!round.sameAs(due)) {
      Change taken = Change.at(now).set(round).ran(due);
      if (!commits.commitWhatFits(taken)) return Effect.AGAIN;
    }
    users.forgetOnCall(due.org());
    commits.commit(Change.at(now).clear(round));
    return Effect.COMMITTED;
  }

  private Effect look(Timer due, Instant now) {
    Optional<ScheduleRow> found = schedules.find(due.org(), due.subject());
    if (found.isEmpty()) return Effect.NOTHING;
    ScheduleWatch last = watches.find(due.org(), due.subject(), now);
    ScheduleWatch checked = refreshed(found.get().schedule(), last, now);
    // The schedule first, then what decides: its version guards all of it (Rotas).
    Optional<ScheduleRow> row = schedules.find(due.org(), due.subject());
    return row.isPresent() ? look(row.get(), last, checked, due, now) : Effect.NOTHING;
  }

  private ScheduleWatch refreshed(Schedule schedule, ScheduleWatch last, Instant now) {
    List<String> addresses = Addresses.of(schedule).all();
    calendars.forget(schedule, last.calendars());
    if (addresses.isEmpty()) {
      return last.checked() == null ? last : last.checked(null, "", addresses);
    }
    boolean fresh =
        last.checked() != null
            && last.checked().plus(REFRESH).isAfter(now)
            && calendars.kept(schedule);
    return fresh
        ? last.checked(last.checked(), last.trouble(), addresses)
        : last.checked(now, calendars.refresh(schedule), addresses);
  }

  private Effect look(
      ScheduleRow row, ScheduleWatch last, ScheduleWatch checked, Timer due, Instant now) {
    Rota rota = rotas.of(row, ShiftEvaluation.window(last, now));
    @Nullable Instant refresh =
        Addresses.of(row.schedule()).all().isEmpty() ? null : now.plus(REFRESH);
    Change change = ShiftEvaluation.decide(row, last, checked, rota, refresh, due, now);
    return commits.commitWhatFits(change) ? Effect.COMMITTED : Effect.AGAIN;
  }
}
