package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.RotaWrite;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.schedule.ShiftEvaluation.Told;
import dev.watchbill.domain.schedule.ical.KeptCalendars.Addresses;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  private final Prompts prompts;

  @Inject
  ShiftEvaluationJob(
      Timers timers,
      Prompts prompts,
      Commits commits,
      Schedules schedules,
      ScheduleWatches watches,
      Rotas rotas,
      CalendarRefresh calendars) {
    super(TimerKind.SHIFT_EVALUATION, timers, prompts, commits);
    this.schedules = schedules;
    this.watches = watches;
    this.rotas = rotas;
    this.calendars = calendars;
    this.prompts = prompts;
  }

  @Override
  protected Effect run(Timer due, Instant at) {
    // Shifts have no fractions of a second.
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    return due.subject().equals(ShiftEvaluation.ALL) ? all(due, at) : look(due, now);
  }

  /**
   * What a crash has left of {@link Rotas#usersChanged}, and more users may change meanwhile: a
   * timer that is set again while this goes on asks for another round, so it is another row.
   */
  private Effect all(Timer due, Instant now) {
    Timer round = ShiftEvaluation.all(due.org(), now);
    if (!round.sameAs(due)) {
      List<RotaWrite> taken = List.of(new RotaWrite.Ran(due), new RotaWrite.SetTimer(round));
      if (!(rotas.commit(taken) instanceof Saved.Done)) return Effect.AGAIN;
    }
    rotas.usersChanged(due.org());
    rotas.commit(List.of(new RotaWrite.ClearTimer(round)));
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
    ShiftEvaluation.Look look = ShiftEvaluation.look(checked, rota, now);
    OnCallState state = OnCallState.of(rota, now);
    List<Ledger.Entry> told = told(last, look, checked.trouble(), now);
    Timer next = next(row, rota, state, look, now);
    ScheduleWatch watch =
        look.next()
            .due(next == null ? null : next.due())
            .withLedger(Ledger.headAfter(last.ledger(), told));
    List<RotaWrite> writes = new ArrayList<>();
    writes.add(new RotaWrite.PutSchedule(row.withOnCall(state)));
    writes.add(new RotaWrite.Looked(watch, told));
    writes.add(new RotaWrite.Ran(due));
    Timer before = last.due() == null ? null : timer(row, last.due());
    boolean same = before != null && next != null && before.sameAs(next);
    if (before != null && !same && !before.sameAs(due)) {
      writes.add(new RotaWrite.ClearTimer(before));
    }
    if (next != null && !next.sameAs(due)) writes.add(new RotaWrite.SetTimer(next));
    Saved saved = rotas.commit(writes);
    return switch (saved) {
      case Saved.Done _ -> {
        if (next != null) prompts.send(List.of(next), now);
        yield Effect.COMMITTED;
      }
      case Saved.Stale _, Saved.Duplicate _ -> Effect.AGAIN;
      case Saved.Full _, Saved.TooLarge _ ->
          throw new IllegalStateException("a look at a schedule does not fit its rows");
    };
  }

  private static List<Ledger.Entry> told(
      ScheduleWatch last, ShiftEvaluation.Look look, String trouble, Instant now) {
    List<Told> all = new ArrayList<>(look.told());
    if (!trouble.equals(last.trouble())) all.add(new Told(now, List.of(calendar(trouble))));
    List<Ledger.Entry> entries = new ArrayList<>();
    Ledger.Head head = last.ledger();
    for (Told each : all) {
      List<Ledger.Entry> more = Ledger.append(head, each.at(), each.decisions());
      entries.addAll(more);
      head = Ledger.headAfter(head, more);
    }
    return entries;
  }

  private static Decision calendar(String trouble) {
    return trouble.isEmpty()
        ? Decision.of("calendar_read", Actor.TIMER, "the imported calendar is whole again")
        : Decision.of(
                "calendar_trouble",
                Actor.TIMER,
                "the imported calendar has problems; what could be read counts")
            .with("problems", trouble);
  }

  /** Null = nothing ever changes by itself: no timer, nothing to pay. */
  private static @Nullable Timer next(
      ScheduleRow row, Rota rota, OnCallState state, ShiftEvaluation.Look look, Instant now) {
    if (look.unfinished()) return timer(row, now.plusSeconds(1));
    Instant next = state.next() == null ? null : state.current().until();
    if (!Addresses.of(row.schedule()).all().isEmpty()) {
      Instant refresh = now.plus(REFRESH);
      next = next == null || refresh.isBefore(next) ? refresh : next;
    }
    if (next == null) next = ShiftEvaluation.farther(rota, now);
    return next == null ? null : timer(row, next);
  }

  private static Timer timer(ScheduleRow row, Instant due) {
    return Timer.at(TimerKind.SHIFT_EVALUATION, due, row.org(), row.id());
  }
}
