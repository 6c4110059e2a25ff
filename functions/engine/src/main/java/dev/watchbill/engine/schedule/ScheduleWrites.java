package dev.watchbill.engine.schedule;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.schedule.ExportToken;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.PastShift;
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
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes of schedules with what they mean for their shifts: which schedules list a shift, who owns
 * it, and the past of one that is taken out, all in one transaction.
 */
public final class ScheduleWrites implements Rows<ScheduleRow> {
  private final Schedules schedules;
  private final Shifts shifts;
  private final ShiftSwaps swaps;
  private final ExportTokens tokens;
  private final Rotas rotas;
  private final ImportedCalendars calendars;
  private final ScheduleStates states;
  private final PublicIds ids;
  private final Commits commits;

  @Inject
  public ScheduleWrites(
      Schedules schedules,
      Shifts shifts,
      ShiftSwaps swaps,
      ExportTokens tokens,
      Rotas rotas,
      ImportedCalendars calendars,
      ScheduleStates states,
      PublicIds ids,
      Commits commits) {
    this.schedules = schedules;
    this.shifts = shifts;
    this.swaps = swaps;
    this.tokens = tokens;
    this.rotas = rotas;
    this.calendars = calendars;
    this.states = states;
    this.ids = ids;
    this.commits = commits;
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
    Change change = begin(row).create(states.calculated(row, rota -> rota));
    for (ShiftRow shift : listed) change = change.replace(shift, linked(shift, row));
    return commit(change);
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
    Change change = begin(row);
    for (ShiftRow shift : added) change = change.replace(shift, linked(shift, row));
    // Listed again, a shift brings its whole past; what was kept of it must not count twice.
    List<ShiftRow> twice =
        newIds.isEmpty()
            ? List.of()
            : rotas.past(row.org(), row.id()).stream()
                .filter(past -> past.copyOf() != null && newIds.contains(past.copyOf()))
                .toList();
    for (ShiftRow past : twice) change = change.delete(new PastShift(row.id(), past));
    List<String> goneIds = new ArrayList<>(old.shifts());
    goneIds.removeAll(row.schedule().shifts());
    List<Shift> kept = new ArrayList<>();
    for (ShiftRow shift : shifts.those(row.org(), goneIds)) {
      change = change.replace(shift, unlinked(shift, row.id()));
      Shift begun = shift.shift();
      if (RotationEdit.delete(begun, old.firstZoneOf(begun), states.now())
          instanceof RotationEdit.Retired(Shift past)) {
        Shift copy = past.with(past.details().withId(ids.next("O")));
        kept.add(copy);
        change = change.create(new PastShift(row.id(), shift.past(copy, shift.id())));
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
    return commit(change.replace(stored.get(), calculated));
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
      ScheduleRow fewer = last.with(ShiftWrites.listing(last.schedule(), rest)).withOnCall(null);
      Saved saved = commit(parting(last, now).then(begin(row).replace(last, fewer)));
      if (!(saved instanceof Saved.Done)) return saved;
      Optional<ScheduleRow> stored = schedules.find(row.org(), row.id());
      if (stored.isEmpty()) return new Saved.Stale();
      last = stored.get();
    }
    Saved saved = commit(parting(last, last.schedule().shifts()).delete(last));
    if (saved instanceof Saved.Done) cleanUp(row);
    return saved;
  }

  private Change parting(ScheduleRow row, List<String> which) {
    Change change = Change.at(states.now());
    for (ShiftRow shift : shifts.those(row.org(), which)) {
      boolean dies =
          row.schedule() instanceof Schedule.Web && shift.schedules().equals(List.of(row.id()));
      change = dies ? change.delete(shift) : change.replace(shift, unlinked(shift, row.id()));
    }
    return change;
  }

  private Change begin(ScheduleRow row) {
    return Change.at(states.now()).happened(new Happened.ToSchedule(row.subject()));
  }

  private Saved commit(Change change) {
    return Commits.saved(commits.commit(change));
  }

  private void cleanUp(ScheduleRow row) {
    for (ShiftSwap swap : swaps.all(row.org())) {
      if (swap.schedule().equals(row.id())) {
        commit(Change.at(states.now()).delete(swap.deleted(states.now())));
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
