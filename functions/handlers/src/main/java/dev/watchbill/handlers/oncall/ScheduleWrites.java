package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.ExportToken;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.RotaWrite;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.RotationEdit;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.ShiftSwaps;
import dev.watchbill.domain.schedule.Shifts;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes of schedules with what they mean for their shifts: which schedules list a shift, who owns
 * it, and the past of one that is taken out, all in one transaction ({@link Rotas#commit}).
 */
final class ScheduleWrites implements Rows<ScheduleRow> {
  private final Schedules schedules;
  private final Shifts shifts;
  private final ShiftSwaps swaps;
  private final ExportTokens tokens;
  private final Rotas rotas;
  private final ImportedCalendars calendars;
  private final ScheduleStates states;
  private final PublicIds ids;

  @Inject
  ScheduleWrites(
      Schedules schedules,
      Shifts shifts,
      ShiftSwaps swaps,
      ExportTokens tokens,
      Rotas rotas,
      ImportedCalendars calendars,
      ScheduleStates states,
      PublicIds ids) {
    this.schedules = schedules;
    this.shifts = shifts;
    this.swaps = swaps;
    this.tokens = tokens;
    this.rotas = rotas;
    this.calendars = calendars;
    this.states = states;
    this.ids = ids;
  }

  @Override
  public Optional<ScheduleRow> find(String org, String id) {
    return schedules.find(org, id);
  }

  @Override
  public List<ScheduleRow> all(String org) {
    return schedules.all(org);
  }

  @Override
  public Saved create(ScheduleRow row) {
    List<ShiftRow> listed = shifts.those(row.org(), row.schedule().shifts());
    if (listed.size() < row.schedule().shifts().size()) return new Saved.Stale();
    List<RotaWrite> writes = new ArrayList<>();
    writes.add(new RotaWrite.NewSchedule(states.calculated(row, rota -> rota)));
    for (ShiftRow shift : listed) writes.add(new RotaWrite.PutShift(linked(shift, row)));
    return rotas.commit(writes);
  }

  @Override
  public Saved replace(ScheduleRow row) {
    Optional<ScheduleRow> stored =
        schedules.find(row.org(), row.id()).filter(old -> old.version() == row.version());
    if (stored.isEmpty()) return new Saved.Stale();
    Schedule old = stored.get().schedule();
    List<String> newIds = new ArrayList<>(row.schedule().shifts());
    newIds.removeAll(old.shifts());
    List<ShiftRow> added = shifts.those(row.org(), newIds);
    if (added.size() < newIds.size()) return new Saved.Stale();
    List<RotaWrite> writes = new ArrayList<>();
    for (ShiftRow shift : added) writes.add(new RotaWrite.PutShift(linked(shift, row)));
    // Listed again, a shift brings its whole past; what was kept of it must not count twice.
    List<ShiftRow> twice =
        newIds.isEmpty()
            ? List.of()
            : rotas.past(row.org(), row.id()).stream()
                .filter(past -> past.copyOf() != null && newIds.contains(past.copyOf()))
                .toList();
    for (ShiftRow past : twice) writes.add(new RotaWrite.DropPast(row.id(), past));
    List<String> goneIds = new ArrayList<>(old.shifts());
    goneIds.removeAll(row.schedule().shifts());
    List<Shift> kept = new ArrayList<>();
    for (ShiftRow shift : shifts.those(row.org(), goneIds)) {
      writes.add(new RotaWrite.PutShift(unlinked(shift, row.id())));
      Shift begun = shift.shift();
      if (RotationEdit.delete(begun, old.firstZoneOf(begun), states.now())
          instanceof RotationEdit.Retired(Shift past)) {
        Shift copy = past.with(past.details().withId(ids.next("O")));
        kept.add(copy);
        writes.add(new RotaWrite.KeepPast(row.id(), shift.past(copy, shift.id())));
      }
    }
    List<String> dropped = twice.stream().map(ShiftRow::id).toList();
    ScheduleRow calculated =
        states.calculated(
            row,
            rota -> {
              List<Shift> all = new ArrayList<>(rota.shifts());
              all.removeIf(shift -> dropped.contains(shift.id()));
              all.addAll(kept);
              return rota.withShifts(all);
            });
    writes.add(new RotaWrite.PutSchedule(calculated));
    return rotas.commit(writes);
  }

  /**
   * The shifts that a web schedule alone lists go with it, all others stay (spec oncall-api §8.4).
   * A crash on the way of a schedule with very many shifts leaves it with fewer, and it can be
   * deleted again; a crash at the end leaves rows that nothing leads to.
   */
  @Override
  public Saved delete(ScheduleRow row) {
    ScheduleRow last = row;
    while (last.schedule().shifts().size() >= Rotas.WRITES) {
      List<String> now = last.schedule().shifts().subList(0, Rotas.WRITES - 1);
      List<String> rest =
          last.schedule().shifts().subList(now.size(), last.schedule().shifts().size());
      List<RotaWrite> writes = parting(last, now);
      ScheduleRow fewer = last.with(ShiftWrites.listing(last.schedule(), rest)).withOnCall(null);
      writes.add(new RotaWrite.PutSchedule(fewer));
      Saved saved = rotas.commit(writes);
      if (!(saved instanceof Saved.Done)) return saved;
      Optional<ScheduleRow> stored = schedules.find(row.org(), row.id());
      if (stored.isEmpty()) return new Saved.Stale();
      last = stored.get();
    }
    List<RotaWrite> writes = parting(last, last.schedule().shifts());
    writes.add(new RotaWrite.DropSchedule(last));
    Saved saved = rotas.commit(writes);
    if (saved instanceof Saved.Done) cleanUp(row);
    return saved;
  }

  private List<RotaWrite> parting(ScheduleRow row, List<String> which) {
    List<RotaWrite> writes = new ArrayList<>();
    for (ShiftRow shift : shifts.those(row.org(), which)) {
      boolean dies =
          row.schedule() instanceof Schedule.Web && shift.schedules().equals(List.of(row.id()));
      writes.add(
          dies
              ? new RotaWrite.DropShift(shift)
              : new RotaWrite.PutShift(unlinked(shift, row.id())));
    }
    return writes;
  }

  private void cleanUp(ScheduleRow row) {
    for (ShiftSwap swap : swaps.all(row.org())) {
      if (swap.schedule().equals(row.id())) {
        rotas.commit(List.of(new RotaWrite.DropSwap(swap.deleted(states.now()))));
      }
    }
    for (ExportToken token : tokens.all(row.org())) {
      if (row.id().equals(token.schedule())) tokens.delete(token);
    }
    rotas.forget(row.org(), row.id());
    calendars.forget(row.org(), row.id());
  }

  private static ShiftRow linked(ShiftRow shift, ScheduleRow schedule) {
    List<String> listing = new ArrayList<>(shift.schedules());
    if (!listing.contains(schedule.id())) listing.add(schedule.id());
    Shift.Details details = shift.shift().details();
    boolean owns = schedule.schedule() instanceof Schedule.Web && details.schedule() == null;
    return shift
        .with(owns ? shift.shift().with(details.withSchedule(schedule.id())) : shift.shift())
        .withSchedules(listing);
  }

  private static ShiftRow unlinked(ShiftRow shift, String schedule) {
    List<String> listing = new ArrayList<>(shift.schedules());
    listing.remove(schedule);
    Shift.Details details = shift.shift().details();
    boolean owned = schedule.equals(details.schedule());
    return shift
        .with(owned ? shift.shift().with(details.withSchedule(null)) : shift.shift())
        .withSchedules(listing);
  }
}
