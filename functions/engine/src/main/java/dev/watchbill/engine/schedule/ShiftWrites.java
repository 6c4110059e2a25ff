package dev.watchbill.engine.schedule;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.schedule.EndedShift;
import dev.watchbill.domain.schedule.PastShift;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.RotationEdit;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.Shifts;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes of shifts with what they mean for the schedules that list them: the past that an edit
 * leaves behind, and who is on call from now on, all in one transaction.
 */
public final class ShiftWrites implements Rows<ShiftRow> {
  private final Shifts shifts;
  private final Schedules schedules;
  private final ScheduleStates states;
  private final PublicIds ids;
  private final Commits commits;

  @Inject
  public ShiftWrites(
      Shifts shifts, Schedules schedules, ScheduleStates states, PublicIds ids, Commits commits) {
    this.shifts = shifts;
    this.schedules = schedules;
    this.states = states;
    this.ids = ids;
    this.commits = commits;
  }

  @Override
  public Optional<ShiftRow> find(String org, String id) {
    return shifts.find(org, id);
  }

  @Override
  public List<ShiftRow> all(String org) {
    return shifts.all(org);
  }

  @Override
  public Saved create(ShiftRow row) {
    return shifts.create(row);
  }

  @Override
  public Saved replace(ShiftRow wanted) {
    Optional<ShiftRow> stored = stored(wanted);
    if (stored.isEmpty()) return new Saved.Stale();
    List<ScheduleRow> concerned = schedules.those(wanted.org(), wanted.schedules());
    if (concerned.isEmpty()) return shifts.replace(wanted);
    Shift old = stored.get().shift();
    RotationEdit edit =
        RotationEdit.update(
            old,
            wanted.shift(),
            concerned.getFirst().schedule().firstZoneOf(old),
            ids.next("O"),
            states.now());
    List<Shift> after = new ArrayList<>();
    List<Shift> past = new ArrayList<>();
    switch (edit) {
      case RotationEdit.InPlace(Shift shift) -> after.add(shift);
      case RotationEdit.Split(Shift retired, Shift shift) -> {
        after.add(shift);
        past.add(retired);
      }
      case RotationEdit.Retired _, RotationEdit.Removed _ ->
          throw new IllegalStateException("an edit deletes nothing");
    }
    Change change = Change.at(states.now()).replace(stored.get(), wanted.with(after.getFirst()));
    after.addAll(past);
    for (ScheduleRow schedule : concerned) {
      for (Shift retired : past) {
        change = change.create(new PastShift(schedule.id(), stored.get().past(retired, null)));
      }
      change = recalculated(change, schedule, schedule, rota -> rota.replacing(wanted.id(), after));
    }
    return commit(change);
  }

  /**
   * A begun shift of a web schedule is ended and stays (spec oncall-api §4.8); any other goes, and
   * of one that has begun the past is kept.
   */
  @Override
  public Saved delete(ShiftRow row) {
    List<ScheduleRow> concerned = schedules.those(row.org(), row.schedules());
    if (concerned.isEmpty()) return shifts.delete(row);
    ScheduleRow first = concerned.getFirst();
    Instant now = states.now();
    RotationEdit edit =
        RotationEdit.delete(row.shift(), first.schedule().firstZoneOf(row.shift()), now);
    return switch (edit) {
      case RotationEdit.Removed _ -> commit(without(row, concerned, List.of()));
      case RotationEdit.Retired(Shift past) ->
          row.shift().details().schedule() == null
              ? commit(without(row, concerned, List.of(past)))
              : end(row, past, concerned, now);
      case RotationEdit.InPlace _, RotationEdit.Split _ ->
          throw new IllegalStateException("a deletion edits nothing");
    };
  }

  private Change without(ShiftRow row, List<ScheduleRow> concerned, List<Shift> past) {
    Change change = Change.at(states.now()).delete(row);
    for (ScheduleRow schedule : concerned) {
      for (Shift each : past) {
        change = change.create(new PastShift(schedule.id(), row.past(each, null)));
      }
      List<String> rest = new ArrayList<>(schedule.schedule().shifts());
      rest.remove(row.id());
      ScheduleRow unlisted = schedule.with(listing(schedule.schedule(), rest));
      change = recalculated(change, schedule, unlisted, rota -> rota.replacing(row.id(), past));
    }
    return change;
  }

  private Saved end(ShiftRow row, Shift past, List<ScheduleRow> concerned, Instant now) {
    Shift ended = EndedShift.at(past, first(concerned).zoneOf(past), now);
    if (EndedShift.isOver(row.shift(), first(concerned).zoneOf(past), now)) return new Saved.Done();
    Change change = Change.at(now).replace(row, row.with(ended));
    for (ScheduleRow schedule : concerned) {
      change =
          recalculated(
              change, schedule, schedule, rota -> rota.replacing(row.id(), List.of(ended)));
    }
    return commit(change);
  }

  private static Schedule first(List<ScheduleRow> concerned) {
    return concerned.getFirst().schedule();
  }

  private Change recalculated(
      Change change, ScheduleRow before, ScheduleRow after, UnaryOperator<Rota> rota) {
    return change
        .replace(before, states.calculated(after, rota))
        .happened(new Happened.ToSchedule(before.subject()));
  }

  private Saved commit(Change change) {
    return Commits.saved(commits.commit(change));
  }

  /** The schedule with other shifts. */
  static Schedule listing(Schedule schedule, List<String> shifts) {
    return switch (schedule) {
      case Schedule.Web web -> new Schedule.Web(web.details(), web.zone(), shifts);
      case Schedule.Calendar calendar -> calendar.withShifts(shifts);
      case Schedule.Ical imported -> imported;
    };
  }

  private Optional<ShiftRow> stored(ShiftRow wanted) {
    return shifts.find(wanted.org(), wanted.id()).filter(row -> row.version() == wanted.version());
  }
}
