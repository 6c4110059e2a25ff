package dev.watchbill.domain.change;

import dev.watchbill.domain.timer.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one decision makes of the world, as a plain value (DESIGN §3). All of it is committed in one
 * transaction, if every row still is as it was read, or nothing.
 *
 * @param at the instant of the decision
 * @param rows at most one change of each thing
 * @param timers in order: the last word about one timer counts
 * @param ran the timer whose effect this is: committed only if that timer still stands, which ends
 *     with it unless it is set again
 */
public record Change(
    Instant at,
    List<RowChange> rows,
    List<Expectation> expectations,
    List<TimerOrder> timers,
    List<Happened> events,
    List<Reason> decisions,
    @Nullable Timer ran)
    implements Outcome {

  /**
   * A decision in the ledger of what it is about.
   *
   * @param at usually that of the change; what is noticed late has an instant of its own
   */
  public record Reason(Subject subject, Instant at, Decision decision) {}

  public Change {
    rows = List.copyOf(rows);
    expectations = List.copyOf(expectations);
    timers = List.copyOf(timers);
    events = List.copyOf(events);
    decisions = List.copyOf(decisions);
  }

  /** Nothing yet. */
  public static Change at(Instant now) {
    return new Change(now, List.of(), List.of(), List.of(), List.of(), List.of(), null);
  }

  /** The thing is new; its version is the one it shall have. */
  public Change create(Row row) {
    return with(new RowChange(null, row));
  }

  /** Its next state, which takes a version even if it looks the same. */
  public Change replace(Row before, Row after) {
    return with(new RowChange(before, after));
  }

  public Change delete(Row row) {
    return with(new RowChange(row, null));
  }

  public Change expect(Expectation expectation) {
    return copy(rows, plus(expectations, expectation), timers, events, decisions, ran);
  }

  /** Null = there is none. */
  public Change set(@Nullable Timer timer) {
    if (timer == null) return this;
    return copy(
        rows, expectations, plus(timers, new TimerOrder.Set(timer)), events, decisions, ran);
  }

  /** Null = there is none. */
  public Change clear(@Nullable Timer timer) {
    if (timer == null) return this;
    return copy(
        rows, expectations, plus(timers, new TimerOrder.Clear(timer)), events, decisions, ran);
  }

  public Change happened(Happened event) {
    return copy(rows, expectations, timers, plus(events, event), decisions, ran);
  }

  public Change record(Subject subject, Decision decision) {
    return record(subject, at, decision);
  }

  public Change record(Subject subject, Instant when, Decision decision) {
    Reason reason = new Reason(subject, when, decision);
    return copy(rows, expectations, timers, events, plus(decisions, reason), ran);
  }

  public Change ran(Timer timer) {
    return copy(rows, expectations, timers, events, decisions, timer);
  }

  /** The same, with every reason told in other words. */
  public Change retold(UnaryOperator<Decision> words) {
    List<Reason> told =
        decisions.stream()
            .map(each -> new Reason(each.subject(), each.at(), words.apply(each.decision())))
            .toList();
    return copy(rows, expectations, timers, events, told, ran);
  }

  /** This change and then another one, which was decided from what this one makes. */
  public Change then(Change later) {
    Change all = this;
    for (RowChange row : later.rows) all = all.with(row);
    return new Change(
        later.at,
        all.rows,
        plus(expectations, later.expectations),
        plus(timers, later.timers),
        plus(events, later.events),
        plus(decisions, later.decisions),
        later.ran == null ? ran : later.ran);
  }

  /** The row as this change leaves it; the given one if it leaves it alone. */
  @SuppressWarnings("unchecked") // two states of one thing have one class
  public <R extends Row> R after(R row) {
    for (RowChange each : rows) {
      if (each.after() != null && each.subject().equals(row.subject())) return (R) each.after();
    }
    return row;
  }

  /** Whether it sets, clears, writes and tells nothing. */
  public boolean isEmpty() {
    return rows.isEmpty() && timers.isEmpty() && decisions.isEmpty() && ran == null;
  }

  /** The timers that stand because of it. */
  public List<Timer> setTimers() {
    Map<String, Timer> set = new LinkedHashMap<>();
    for (TimerOrder order : timers) {
      switch (order) {
        case TimerOrder.Set(Timer timer) -> set.put(timer.message(), timer);
        case TimerOrder.Clear(Timer timer) -> set.remove(timer.message());
      }
    }
    return List.copyOf(set.values());
  }

  /** The timers that do not stand any more because of it, beside the one that ran. */
  public List<Timer> clearedTimers() {
    Map<String, Timer> cleared = new LinkedHashMap<>();
    for (TimerOrder order : timers) {
      switch (order) {
        case TimerOrder.Set(Timer timer) -> cleared.remove(timer.message());
        case TimerOrder.Clear(Timer timer) -> cleared.put(timer.message(), timer);
      }
    }
    if (ran != null) cleared.remove(ran.message());
    return List.copyOf(cleared.values());
  }

  /** Two changes of one thing are one, from its first state to its last. */
  private Change with(RowChange row) {
    List<RowChange> all = new ArrayList<>(rows);
    for (int i = 0; i < all.size(); i++) {
      RowChange earlier = all.get(i);
      if (!earlier.subject().equals(row.subject())) continue;
      if (earlier.before() == null && row.after() == null) all.remove(i);
      else all.set(i, new RowChange(earlier.before(), row.after()));
      return copy(all, expectations, timers, events, decisions, ran);
    }
    all.add(row);
    return copy(all, expectations, timers, events, decisions, ran);
  }

  private Change copy(
      List<RowChange> newRows,
      List<Expectation> newExpectations,
      List<TimerOrder> newTimers,
      List<Happened> newEvents,
      List<Reason> newDecisions,
      @Nullable Timer newRan) {
    return new Change(at, newRows, newExpectations, newTimers, newEvents, newDecisions, newRan);
  }

  private static <T> List<T> plus(List<? extends T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  private static <T> List<T> plus(List<? extends T> list, List<? extends T> more) {
    List<T> longer = new ArrayList<>(list);
    longer.addAll(more);
    return longer;
  }
}
