package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers in the table, one partition per kind, sorted by when they are due. */
public final class DynamoTimers implements Timers {

  /** Parked timers that are shown; more of them are one and the same accident. */
  private static final int PARKED_SHOWN = 1_000;

  private static final int ERROR_LENGTH = 500;
  private static final int TRIES = 10;

  private final Table table;

  public DynamoTimers(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Timer> find(Timer timer) {
    return table
        .get(Keys.timer(timer))
        .map(item -> TimerRow.read(timer.kind(), timer.reference(), item));
  }

  @Override
  public List<Timer> due(TimerKind kind, Instant until, int limit) {
    // References begin with the instant and a separator, so those due by then sort before the next
    // microsecond. A sweep may miss the last moment's writes: the next one sees them.
    String bound = Timer.sortable(until.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS));
    List<Timer> due = new ArrayList<>();
    for (int shard = 0; shard < Keys.TIMER_SHARDS; shard++) {
      Query query = Query.of(Keys.timersPartition(kind, shard)).before(bound).eventually();
      due.addAll(
          Readable.of(
              table, atMost(query, limit), item -> TimerRow.read(kind, item.key().sk(), item)));
    }
    return due.stream().sorted(Comparator.comparing(Timer::due)).limit(limit).toList();
  }

  @Override
  public void clear(Timer timer) {
    table.delete(Keys.timer(timer), null);
  }

  @Override
  public Timer failed(Timer timer, String error) {
    String kept = error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) : error;
    for (int i = 0; i < TRIES; i++) {
      Optional<Timer> row = find(timer);
      // Cleared or run by somebody else meanwhile: nothing is left to note.
      if (row.isEmpty()) return timer.failed(kept);
      Timer failed = row.get().failed(kept);
      Key key = Keys.timer(timer);
      Condition asRead = Condition.is(TimerRow.ATTEMPTS, row.get().attempts());
      List<Write> writes =
          failed.attempts() < Timer.ATTEMPTS
              ? List.of(Write.put(TimerRow.item(failed), asRead))
              : List.of(
                  Write.delete(key, asRead), Write.put(TimerRow.item(Keys.parked(failed), failed)));
      if (table.transact(writes).done()) return failed;
    }
    throw new IllegalStateException("A timer changed " + TRIES + " times while it failed once");
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
    List<Key> places =
        Arrays.stream(TimerKind.values())
            .flatMap(kind -> Timer.fromReference(kind, reference).stream())
            .filter(timer -> timer.org().equals(org))
            .map(Keys::parked)
            .toList();
    boolean any = false;
    for (Item item : places.isEmpty() ? List.<Item>of() : table.getAll(places)) {
      Timer parked = TimerRow.readParked(item).orElseThrow();
      Timer again = Timer.at(parked.kind(), now, parked.org(), parked.subject());
      // Absent: two people who retry at once must not reset the attempts of a running one.
      any |=
          table
              .transact(
                  List.of(
                      Write.delete(item.key(), exists()),
                      Write.put(TimerRow.item(again), absent())))
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
