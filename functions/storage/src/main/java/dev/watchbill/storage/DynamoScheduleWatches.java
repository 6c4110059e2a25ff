package dev.watchbill.storage;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ScheduleWatches;
import java.util.List;
import java.util.Optional;

/** What is remembered and what was told of schedules, in the table. */
public final class DynamoScheduleWatches implements ScheduleWatches {

  private final Table table;

  public DynamoScheduleWatches(Table table) {
    this.table = table;
  }

  @Override
  public Optional<ScheduleWatch> find(String org, String schedule) {
    return table
        .get(ScheduleKeys.watch(org, schedule))
        .map(item -> WatchRow.read(org, schedule, item));
  }

  @Override
  public List<Ledger.Entry> story(String org, String schedule) {
    List<Item> rows =
        ConfigRows.items(
            table, Query.of(ScheduleKeys.partition(org, schedule)).prefix(Keys.LOG_PREFIX));
    return Readable.of(table, rows, LedgerRow::read).stream().flatMap(List::stream).toList();
  }
}
