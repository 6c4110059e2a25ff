package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.LeftOut;
import dev.watchbill.domain.schedule.LeftOut.Why;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.RotaWrite;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What decides who is on call, in the table. */
public final class DynamoRotas implements Rotas {

  /** Two writes each, and a transaction takes a hundred. */
  private static final int SCHEDULES_AT_ONCE = 40;

  private final Table table;
  private final Users users;
  private final ImportedCalendars calendars;
  private final ScheduleShape scheduleShape = new ScheduleShape();
  private final ShiftShape shiftShape = new ShiftShape();
  private final SwapShape swapShape = new SwapShape();
  private final ConfigRows<ScheduleRow> schedules;
  private final ConfigRows<ShiftRow> shifts;
  private final ConfigRows<ShiftSwap> swaps;

  public DynamoRotas(Table table, Users users, ImportedCalendars calendars) {
    this.table = table;
    this.users = users;
    this.calendars = calendars;
    schedules = new ConfigRows<>(table, scheduleShape);
    shifts = new ConfigRows<>(table, shiftShape);
    swaps = new ConfigRows<>(table, swapShape);
  }

  @Override
  public Rota of(ScheduleRow row, Window window) {
    String org = row.org();
    Schedule schedule = row.schedule();
    List<Shift> all = new ArrayList<>();
    List<LeftOut> unknown = new ArrayList<>();
    for (ShiftRow shift : shifts.those(org, schedule.shifts())) {
      all.add(shift.shift());
      if (!shift.unknown().isEmpty()) {
        unknown.add(new LeftOut(shift.id(), Why.UNKNOWN, shift.unknown()));
      }
    }
    List<Item> past = since(org, schedule.id(), Keys.PAST_PREFIX, window);
    all.addAll(Readable.of(table, past, item -> shiftShape.readPast(org, item).shift()));
    List<Item> swapped = since(org, schedule.id(), Keys.SWAP_PREFIX, window);
    List<ShiftSwap> taken =
        Readable.of(table, swapped, item -> swapShape.readTaken(org, item)).stream()
            .sorted(Comparator.comparing(ShiftSwap::createdAt).thenComparing(ShiftSwap::id))
            .toList();
    return peopled(
        org, new Rota(schedule, all, calendars.of(schedule), taken, user -> false, unknown));
  }

  @Override
  public Rota peopled(String org, Rota rota) {
    Set<String> people = new LinkedHashSet<>();
    for (Shift shift : rota.shifts()) people.addAll(shift.everyone());
    for (ShiftSwap swap : rota.swaps()) {
      people.add(swap.beneficiary());
      if (swap.benefactor() != null) people.add(swap.benefactor());
    }
    List<User> known = users.those(org, people);
    Set<String> notifiable = notifiable(known);
    // Who took a swap and has left since does not stand in for anybody.
    List<ShiftSwap> standing =
        rota.swaps().stream()
            .filter(swap -> swap.benefactor() == null || notifiable.contains(swap.benefactor()))
            .toList();
    return new Rota(
        rota.schedule(),
        rota.shifts(),
        rota.imported(),
        standing,
        notifiable::contains,
        leftOut(rota, ids(known), notifiable));
  }

  /** Of the shifts that it lists; nobody asks who is missing in the past. */
  private static List<LeftOut> leftOut(Rota rota, Set<String> known, Set<String> notifiable) {
    List<LeftOut> all =
        new ArrayList<>(rota.leftOut().stream().filter(each -> each.why() == Why.UNKNOWN).toList());
    Set<String> listed = Set.copyOf(rota.schedule().shifts());
    for (Shift shift : rota.shifts()) {
      if (!listed.contains(shift.id())) continue;
      List<String> role = new ArrayList<>();
      List<String> deleted = new ArrayList<>();
      for (String user : shift.everyone()) {
        if (!notifiable.contains(user)) (known.contains(user) ? role : deleted).add(user);
      }
      if (!deleted.isEmpty()) all.add(new LeftOut(shift.id(), Why.DELETED, deleted));
      if (!role.isEmpty()) all.add(new LeftOut(shift.id(), Why.ROLE, role));
    }
    return all;
  }

  private static Set<String> ids(Collection<User> users) {
    return users.stream().map(User::id).collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> notifiable(Collection<User> users) {
    return users.stream()
        .filter(User::mayBeNotified)
        .map(User::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Items of a prefix that end in the window or after it; {@code $} follows {@code #}. */
  private List<Item> since(String org, String schedule, String prefix, Window window) {
    String behind = prefix.substring(0, prefix.length() - 1) + "$";
    return ConfigRows.items(
        table,
        Query.of(Keys.rotaPartition(org, schedule))
            .between(prefix + Values.text(window.start()), behind));
  }

  @Override
  public List<ShiftRow> past(String org, String schedule) {
    List<Item> rows =
        ConfigRows.items(
            table, Query.of(Keys.rotaPartition(org, schedule)).prefix(Keys.PAST_PREFIX));
    return Readable.of(table, rows, item -> shiftShape.readPast(org, item));
  }

  @Override
  public Saved commit(List<RotaWrite> writes) {
    List<Write> all = new ArrayList<>();
    for (RotaWrite write : writes) {
      Optional<Saved> no = refusal(write);
      if (no.isPresent()) return no.get();
      all.addAll(writes(write));
    }
    all.addAll(looks(writes, Table.TRANSACTION_WRITES - all.size()));
    for (Write write : all) {
      if (write instanceof Write.Put put && RowSize.of(put.item()) > RowSize.LIMIT) {
        return ConfigRows.tooLarge();
      }
    }
    return table.transact(all).done() ? new Saved.Done() : new Saved.Stale();
  }

  /** Whoever changes what decides has the schedule looked at; a look itself does not. */
  private static List<Write> looks(List<RotaWrite> writes, int most) {
    if (writes.stream().anyMatch(RotaWrite.Looked.class::isInstance)) return List.of();
    List<Write> looks = new ArrayList<>();
    String org = "";
    for (RotaWrite write : writes) {
      ScheduleRow row =
          switch (write) {
            case RotaWrite.NewSchedule(ScheduleRow made) -> made;
            case RotaWrite.PutSchedule(ScheduleRow changed) -> changed;
            default -> null; // shifts and swaps change with their schedules
          };
      if (row == null) continue;
      org = row.org();
      looks.add(Write.put(TimerRow.item(ShiftEvaluation.asSoonAsPossible(org, row.id()))));
    }
    return looks.size() <= most
        ? looks
        : List.of(Write.put(TimerRow.item(ShiftEvaluation.asSoonAsPossible(org))));
  }

  private Optional<Saved> refusal(RotaWrite write) {
    boolean full =
        write instanceof RotaWrite.NewSchedule schedule && schedules.full(schedule.row().org())
            || write instanceof RotaWrite.NewShift shift && shifts.full(shift.row().org())
            || write instanceof RotaWrite.NewSwap swap && swaps.full(swap.swap().org());
    return full ? Optional.of(new Saved.Full(Rows.LIMIT)) : Optional.empty();
  }

  private List<Write> writes(RotaWrite write) {
    return switch (write) {
      case RotaWrite.NewSchedule(ScheduleRow row) ->
          List.of(Write.put(schedules.item(row, row.version()), absent()));
      case RotaWrite.PutSchedule(ScheduleRow row) ->
          List.of(Write.put(schedules.item(row, row.version() + 1), versionIs(row.version())));
      case RotaWrite.DropSchedule(ScheduleRow row) ->
          List.of(Write.delete(schedules.key(row), versionIs(row.version())));
      case RotaWrite.NewShift(ShiftRow row) ->
          List.of(Write.put(shifts.item(row, row.version()), absent()));
      case RotaWrite.PutShift(ShiftRow row) ->
          List.of(Write.put(shifts.item(row, row.version() + 1), versionIs(row.version())));
      case RotaWrite.DropShift(ShiftRow row) ->
          List.of(Write.delete(shifts.key(row), versionIs(row.version())));
      case RotaWrite.KeepPast(String schedule, ShiftRow row) ->
          List.of(Write.put(shiftShape.past(schedule, row)));
      case RotaWrite.DropPast(String schedule, ShiftRow row) ->
          List.of(Write.delete(ShiftShape.pastKey(schedule, row)));
      case RotaWrite.NewSwap(ShiftSwap swap) ->
          List.of(Write.put(swaps.item(swap, swap.version()), absent()));
      case RotaWrite.PutSwap(ShiftSwap swap) ->
          List.of(Write.put(swaps.item(swap, swap.version() + 1), versionIs(swap.version())));
      case RotaWrite.DropSwap(ShiftSwap swap) ->
          List.of(
              Write.delete(swaps.key(swap), versionIs(swap.version())),
              Write.put(swapShape.gone(swap)));
      case RotaWrite.Taken(ShiftSwap swap) -> List.of(Write.put(swapShape.taken(swap)));
      case RotaWrite.Untaken(ShiftSwap swap) -> List.of(Write.delete(SwapShape.takenKey(swap)));
      case RotaWrite.SetTimer(var timer) -> List.of(Write.put(TimerRow.item(timer)));
      case RotaWrite.ClearTimer(var timer) -> List.of(Write.delete(Keys.timer(timer)));
      case RotaWrite.Looked(var next, var told) -> DynamoScheduleWatches.writes(next, told);
      case RotaWrite.Ran(var timer) -> List.of(Write.delete(Keys.timer(timer), exists()));
    };
  }

  @Override
  public void forget(String org, String schedule) {
    List<Write> rest =
        ConfigRows.items(table, Query.of(Keys.rotaPartition(org, schedule))).stream()
            .map(item -> Write.delete(item.key()))
            .toList();
    // One by one: parts of calendars are large, and whoever dies on the way leaves what nothing
    // leads to.
    for (Write write : rest) table.delete(write.key(), null);
  }

  @Override
  public void usersChanged(String org) {
    List<Item> rows = ConfigRows.items(table, Query.of(Keys.rows(org, scheduleShape.kind())));
    for (int from = 0; from < rows.size(); from += SCHEDULES_AT_ONCE) {
      List<Item> some = rows.subList(from, Math.min(rows.size(), from + SCHEDULES_AT_ONCE));
      // One that was deleted meanwhile must not keep the others from being looked at.
      if (!lookAt(org, some)) for (Item each : some) lookAt(org, List.of(each));
    }
  }

  /** In a transaction, because a single write that is tried again may count twice. */
  private boolean lookAt(String org, List<Item> rows) {
    List<Edit> edits = new ArrayList<>();
    edits.add(Edit.add(Item.VERSION, 1));
    for (String name : ScheduleShape.ON_CALL) edits.add(Edit.remove(name));
    List<Write> writes = new ArrayList<>();
    for (Item row : rows) {
      String schedule = row.key().sk();
      writes.add(new Write.Update(row.key(), edits, exists()));
      writes.add(Write.put(TimerRow.item(ShiftEvaluation.asSoonAsPossible(org, schedule))));
    }
    return table.transact(writes).done();
  }
}
