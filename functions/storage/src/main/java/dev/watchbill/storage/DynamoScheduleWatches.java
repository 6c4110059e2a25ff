package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ScheduleWatches;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * The writes that remember and tell: refused when somebody else has told meanwhile, so that
   * nothing is told twice.
   *
   * @param told in order, following the ledger of the watch that {@code next} replaces
   */
  static List<Write> writes(ScheduleWatch next, List<Ledger.Entry> told) {
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(
            WatchRow.item(next, next.version() + 1),
            next.version() == 0 ? absent() : versionIs(next.version())));
    // Entries of one instant share a row.
    List<Ledger.Entry> together = new ArrayList<>();
    for (Ledger.Entry entry : told) {
      Instant at = together.isEmpty() ? entry.at() : together.getFirst().at();
      if (!entry.at().equals(at)) {
        writes.add(row(next, together));
        together.clear();
      }
      together.add(entry);
    }
    if (!together.isEmpty()) writes.add(row(next, together));
    return writes;
  }

  private static Write row(ScheduleWatch watch, List<Ledger.Entry> entries) {
    Key key = ScheduleKeys.log(watch.org(), watch.schedule(), entries.getFirst().number());
    return Write.put(LedgerRow.item(key, entries));
  }
}
