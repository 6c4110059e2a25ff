package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.RotaWrite;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.RotationEdit;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.Shifts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes of shifts with what they mean for the schedules that list them: the past that an edit
 * leaves behind, and who is on call from now on, all in one transaction ({@link Rotas#commit}).
 */
final class ShiftWrites implements Rows<ShiftRow> {
  private final Shifts shifts;
  private final Schedules schedules;
  private final Rotas rotas;
  private final ScheduleStates states;
  private final PublicIds ids;

  @Inject
  ShiftWrites(
      Shifts shifts, Schedules schedules, Rotas rotas, ScheduleStates states, PublicIds ids) {
    this.shifts = shifts;
    this.schedules = schedules;
    this.rotas = rotas;
    this.states = states;
    this.ids = ids;
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
    List<RotaWrite> writes = new ArrayList<>();
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
    writes.add(new RotaWrite.PutShift(wanted.with(after.getFirst())));
    after.addAll(past);
    for (ScheduleRow schedule : concerned) {
      for (Shift retired : past) {
        writes.add(new RotaWrite.KeepPast(schedule.id(), stored.get().past(retired, null)));
      }
      writes.add(recalculated(schedule, rota -> replaced(rota, wanted.id(), after)));
    }
    return rotas.commit(writes);
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
      case RotationEdit.Removed _ -> rotas.commit(without(row, concerned, List.of()));
      case RotationEdit.Retired(Shift past) ->
          row.shift().details().schedule() == null
              ? rotas.commit(without(row, concerned, List.of(past)))
              : end(row, past, concerned, now);
      case RotationEdit.InPlace _, RotationEdit.Split _ ->
          throw new IllegalStateException("a deletion edits nothing");
    };
  }

  private List<RotaWrite> without(ShiftRow row, List<ScheduleRow> concerned, List<Shift> past) {
    List<RotaWrite> writes = new ArrayList<>();
    writes.add(new RotaWrite.DropShift(row));
    for (ScheduleRow schedule : concerned) {
      for (Shift each : past) {
        writes.add(new RotaWrite.KeepPast(schedule.id(), row.past(each, null)));
      }
      List<String> rest = new ArrayList<>(schedule.schedule().shifts());
      rest.remove(row.id());
      ScheduleRow unlisted = schedule.with(listing(schedule.schedule(), rest));
      writes.add(recalculated(unlisted, rota -> replaced(rota, row.id(), past)));
    }
    return writes;
  }

  private Saved end(ShiftRow row, Shift past, List<ScheduleRow> concerned, Instant now) {
    Shift ended = EndedShift.at(past, first(concerned).zoneOf(past), now);
    if (EndedShift.isOver(row.shift(), first(concerned).zoneOf(past), now)) return new Saved.Done();
    List<RotaWrite> writes = new ArrayList<>();
    writes.add(new RotaWrite.PutShift(row.with(ended)));
    for (ScheduleRow schedule : concerned) {
      writes.add(recalculated(schedule, rota -> replaced(rota, row.id(), List.of(ended))));
    }
    return rotas.commit(writes);
  }

  private static Schedule first(List<ScheduleRow> concerned) {
    return concerned.getFirst().schedule();
  }

  private RotaWrite recalculated(ScheduleRow schedule, UnaryOperator<Rota> change) {
    return new RotaWrite.PutSchedule(states.calculated(schedule, change));
  }

  /** The rota with others in place of a shift. */
  static Rota replaced(Rota rota, String id, List<Shift> others) {
    List<Shift> changed = new ArrayList<>();
    for (Shift shift : rota.shifts()) if (!shift.id().equals(id)) changed.add(shift);
    changed.addAll(others);
    return rota.withShifts(changed);
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
