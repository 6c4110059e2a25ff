package dev.watchbill.storage;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ScheduleWatches;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is remembered and what was told of schedules, in the table. */
public final class DynamoScheduleWatches implements ScheduleWatches {

  private final Table table;

  public DynamoScheduleWatches(Table table) {
    this.table = table;
  }

  @Override
  public ScheduleWatch find(String org, String schedule, Instant now) {
    Optional<Item> row = table.get(ScheduleKeys.watch(org, schedule));
    if (row.isEmpty()) return ScheduleWatch.begin(org, schedule, now);
    return Readable.of(table, row.get(), item -> WatchRow.read(org, schedule, item))
        .orElseGet(
            () -> {
              Ledger.Head told = Ledger.headAfter(Ledger.Head.EMPTY, story(org, schedule));
              return ScheduleWatch.anew(org, schedule, now, told, row.get().version());
            });
  }

  @Override
  public List<Ledger.Entry> story(String org, String schedule) {
    List<Item> rows =
        ConfigRows.items(
            table, Query.of(ScheduleKeys.partition(org, schedule)).prefix(Keys.LOG_PREFIX));
    return Readable.of(table, rows, LedgerRow::read).stream().flatMap(List::stream).toList();
  }
}
