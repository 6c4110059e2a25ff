package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers in the table, one partition per kind, sorted by when they are due. */
public final class DynamoTimers implements Timers {

  /** Parked timers that are shown; more of them are one and the same accident. */
  private static final int PARKED_SHOWN = 1_000;

  private static final int ERROR_LENGTH = 500;

  private final Table table;
  private final int shards;

  public DynamoTimers(Table table) {
    this(table, Timer.SHARDS_EVER);
  }

  /** Looks into this many shards. */
  DynamoTimers(Table table, int shards) {
    this.table = table;
    this.shards = shards;
  }

  @Override
  public Optional<Timer> find(Timer timer) {
    return table.get(Keys.timer(timer)).map(item -> TimerRow.read(timer, item));
  }

  @Override
  public List<Timer> due(TimerKind kind, Instant until, int limit) {
    // References begin with the instant and a separator, so those due by then sort before the next
    // microsecond. A sweep may miss the last moment's writes: the next one sees them.
    String bound = Timer.sortable(until.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS));
    List<Timer> due = new ArrayList<>();
    for (int each = 0; each < shards; each++) {
      int shard = each;
      Query query = Query.of(Keys.timersPartition(kind, shard)).before(bound).eventually();
      due.addAll(
          Readable.of(table, atMost(query, limit), item -> TimerRow.read(kind, shard, item)));
    }
    return due.stream().sorted(Comparator.comparing(Timer::due)).limit(limit).toList();
  }

  @Override
  public void clear(Timer timer) {
    table.delete(Keys.timer(timer), null);
  }

  @Override
  public Optional<Timer> failed(Timer timer, String error) {
    String kept = error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) : error;
    Optional<Timer> row = find(timer);
    // Cleared or run by somebody else meanwhile: nothing is left to note.
    if (row.isEmpty()) return Optional.of(timer.failed(kept));
    Timer failed = row.get().failed(kept);
    Key key = Keys.timer(timer);
    Condition asRead = Condition.is(TimerRow.ATTEMPTS, row.get().attempts());
    List<Write> writes =
        failed.attempts() < Timer.ATTEMPTS
            ? List.of(Write.put(TimerRow.item(failed), asRead))
            : List.of(
                Write.delete(key, asRead), Write.put(TimerRow.item(Keys.parked(failed), failed)));
    return table.transact(writes).done() ? Optional.of(failed) : Optional.empty();
  }

  @Override
  public List<Timer> parked(String org) {
    List<Item> rows = atMost(Query.of(Keys.parkedPartition(org)), PARKED_SHOWN);
    return Readable.of(table, rows, TimerRow::readParked).stream()
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Timer::due))
        .toList();
  }

  @Override
  public boolean retry(String org, String reference, Instant now) {
    boolean any = false;
    for (Item item : atMost(Query.of(Keys.parkedPartition(org)), PARKED_SHOWN)) {
      Optional<Timer> parked = Readable.of(table, item, TimerRow::readParked).flatMap(each -> each);
      if (parked.filter(timer -> timer.reference().equals(reference)).isEmpty()) continue;
      // Absent: two people who retry at once must not reset the attempts of a running one.
      any |=
          table
              .transact(
                  List.of(
                      Write.delete(item.key(), exists()),
                      Write.put(TimerRow.item(parked.get().anew(now)), absent())))
              .done();
    }
    return any;
  }

  private List<Item> atMost(Query query, int limit) {
    List<Item> items = new ArrayList<>();
    Cursor next = null;
    do {
      Page page = table.query(query.limit(limit - items.size()).after(next));
      items.addAll(page.items());
      next = page.next();
    } while (next != null && items.size() < limit);
    return items;
  }
}
