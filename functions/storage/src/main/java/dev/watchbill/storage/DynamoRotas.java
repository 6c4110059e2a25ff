package dev.watchbill.storage;

import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.LeftOut;
import dev.watchbill.domain.schedule.LeftOut.Why;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What decides who is on call, in the table. */
public final class DynamoRotas implements Rotas {

  private final Table table;
  private final Users users;
  private final ImportedCalendars calendars;
  private final ShiftShape shiftShape = new ShiftShape();
  private final SwapShape swapShape = new SwapShape();
  private final ConfigRows<ShiftRow> shifts;

  public DynamoRotas(Table table, Users users, ImportedCalendars calendars) {
    this.table = table;
    this.users = users;
    this.calendars = calendars;
    shifts = new ConfigRows<>(table, shiftShape);
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
  public void forget(String org, String schedule) {
    List<Write> rest =
        ConfigRows.items(table, Query.of(Keys.rotaPartition(org, schedule))).stream()
            .map(item -> Write.delete(item.key()))
            .toList();
    // One by one: parts of calendars are large, and whoever dies on the way leaves what nothing
    // leads to.
    for (Write write : rest) table.delete(write.key(), null);
  }
}
