package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Changes;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.RowChange;
import dev.watchbill.domain.change.TimerOrder;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.SendWindow;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.Paging;
import dev.watchbill.domain.escalation.StepPointer;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.schedule.PastShift;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ScheduleWatch;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.TakenSwap;
import dev.watchbill.domain.timer.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/*
 * The one place that writes what a decision made: one transaction, so a crash leaves all of it or nothing.
 *
 * The races that it closes for every noun:
 *   two decisions about one row       each row goes from the version that it was read with
 *   a timer runs twice                its row is deleted, or set anew, on the condition that it still stands
 *   a commit whose answer was lost is tried again by its caller   its alert stands already: that says that all of it was done
 */
/** Commits changes to the table. */
public final class DynamoChanges implements Changes {

  private final Table table;
  private final Map<Class<?>, RowWriter<?>> writers;

  public DynamoChanges(Table table, SecretBox secrets) {
    this(table, () -> secrets);
  }

  /**
   * Asks for what seals secrets only when a row that has some is written: most functions may not
   * read the key.
   */
  public DynamoChanges(Table table, Supplier<SecretBox> secrets) {
    this.table = table;
    writers =
        Stream.of(
                new GroupWriter(table),
                new AlertWriter(table),
                new HeartbeatWriter(),
                new ConfigRowWriter<>(Integration.class, new IntegrationShape(secrets), table),
                new ConfigRowWriter<>(ScheduleRow.class, new ScheduleShape(), table),
                new ConfigRowWriter<>(ShiftRow.class, new ShiftShape(), table),
                new SwapWriter(table),
                new VersionedWriter<>(
                    ScheduleWatch.class,
                    ScheduleWatch::version,
                    (watch, head, version) -> WatchRow.item(watch.withLedger(head), version),
                    (watch, n) -> ScheduleKeys.log(watch.org(), watch.schedule(), n)),
                new VersionedWriter<>(
                    Escalation.class,
                    Escalation::version,
                    EscalationRows::item,
                    (row, n) -> Keys.escalationLog(row.org(), row.groupId(), n)),
                new VersionedWriter<>(
                    Paging.class,
                    Paging::version,
                    EscalationRows::item,
                    (row, n) -> Keys.pagingLog(row.org(), row.groupId(), row.userId(), n)),
                new VersionedWriter<>(
                    Delivery.class,
                    Delivery::version,
                    (row, head, version) -> DeliveryRow.item(row, version),
                    null),
                new VersionedWriter<>(
                    SendWindow.class,
                    SendWindow::version,
                    (row, head, version) -> WindowRow.item(row, version),
                    null),
                new PlacedWriter<>(StepPointer.class, EscalationRows::item),
                new PlacedWriter<>(
                    PastShift.class, past -> new ShiftShape().past(past.schedule(), past.row())),
                new PlacedWriter<>(TakenSwap.class, taken -> new SwapShape().taken(taken.swap())))
            .collect(Collectors.toUnmodifiableMap(RowWriter::type, Function.identity()));
  }

  @Override
  public Committed commit(Change change) {
    requireSubjects(change);
    Writes writes = new Writes();
    for (RowChange row : change.rows()) write(row, change, writes);
    for (Expectation expectation : change.expectations()) expect(expectation, writes);
    timers(change, writes);
    Saved refusal = writes.refusal();
    if (refusal != null) return new Committed.Refused(refusal);
    IntSummaryStatistics sizes = writes.sizes();
    if (writes.count() > Table.TRANSACTION_WRITES || sizes.getSum() > Writes.MOST_BYTES) {
      return new Committed.TooBig(writes.count(), sizes.getSum());
    }
    if (sizes.getCount() > 0 && sizes.getMax() > RowSize.LIMIT) {
      return new Committed.Refused(new Saved.TooLarge(RowSize.LIMIT));
    }
    List<Write> all = writes.all();
    return table
        .transact(all)
        .<Committed>map(
            done -> new Committed.Done(), refused -> refused(change, all.get(refused.index())));
  }

  private Committed refused(Change change, Write lost) {
    if (wasDone(change)) return new Committed.Done();
    return lost instanceof Write.Put put && ConfigRows.isClaim(put.item())
        ? new Committed.Refused(new Saved.Duplicate())
        : new Committed.Stale();
  }

  /** Whether an earlier try, whose answer was lost, has done this: its alerts stand. */
  private boolean wasDone(Change change) {
    for (RowChange row : change.rows()) {
      if (row.before() == null && row.after() instanceof Alert alert) {
        return table.get(Keys.alert(alert.org(), alert.groupId(), alert.id())).isPresent();
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked") // a writer is registered for its own type
  private <R extends Row> void write(RowChange row, Change change, Writes into) {
    RowWriter<R> writer = (RowWriter<R>) writer(row.row());
    Ledger.Head head = row.after() == null ? Ledger.Head.EMPTY : told(writer, row, change, into);
    writer.write(new RowWriter.Step<>((R) row.before(), (R) row.after(), head, change), into);
  }

  /** Writes what is decided about the row; the head of its ledger after that. */
  @SuppressWarnings("unchecked")
  private static <R extends Row> Ledger.Head told(
      RowWriter<R> writer, RowChange row, Change change, Writes into) {
    if (!(row.row() instanceof Row.Told told)) return Ledger.Head.EMPTY;
    Ledger.Head head = row.before() instanceof Row.Told before ? before.ledger() : told.ledger();
    // What is decided at one instant shares a row (docs/decisions/0011).
    Map<Instant, List<Decision>> byInstant = new LinkedHashMap<>();
    for (Change.Reason reason : change.decisions()) {
      if (!reason.subject().equals(row.subject())) continue;
      byInstant.computeIfAbsent(reason.at(), at -> new ArrayList<>()).add(reason.decision());
    }
    for (var together : byInstant.entrySet()) {
      var entries = Ledger.append(head, together.getKey(), together.getValue());
      Key key = writer.log((R) row.row(), entries.getFirst().number());
      into.add(Write.put(LedgerRow.item(key, entries), absent()));
      head = Ledger.headAfter(head, entries);
    }
    return head;
  }

  /** A decision without its row would be told to nobody. */
  private static void requireSubjects(Change change) {
    for (Change.Reason reason : change.decisions()) {
      if (change.rows().stream()
          .noneMatch(
              row -> row.after() instanceof Row.Told && row.subject().equals(reason.subject()))) {
        throw new IllegalStateException("A decision about what is not changed: " + reason);
      }
    }
  }

  private <R extends Row> void expect(Expectation expectation, Writes into) {
    @SuppressWarnings("unchecked")
    RowWriter<R> writer = (RowWriter<R>) writer(expectation.row());
    @SuppressWarnings("unchecked")
    R row = (R) expectation.row();
    into.add(writer.check(row, expectation));
  }

  private static void timers(Change change, Writes into) {
    for (TimerOrder order : change.timers()) {
      into.replace(
          switch (order) {
            case TimerOrder.Set(Timer timer) -> Write.put(TimerRow.item(timer));
            case TimerOrder.Clear(Timer timer) -> Write.delete(Keys.timer(timer));
          });
    }
    Timer ran = change.ran();
    if (ran == null) return;
    // Two runs of one timer race: the effect of the second is refused with its row gone.
    boolean again = change.setTimers().stream().anyMatch(ran::sameAs);
    into.replace(
        again
            ? Write.put(TimerRow.item(ran.anew(ran.due())), exists())
            : Write.delete(Keys.timer(ran), exists()));
  }

  private RowWriter<?> writer(Row row) {
    RowWriter<?> writer = writers.get(row.getClass());
    if (writer == null) throw new IllegalStateException("Nobody writes " + row.getClass());
    return writer;
  }
}
