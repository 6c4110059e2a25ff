package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Rotations count from start in the shift's own calendar, not in multiples of 24 h: a weekly rotation changes hands on
 * its weekday even in a week of 167 or 169 hours (spec oncall-behaviour §8.4). The rule gives each group its own
 * series: a base date, then every interval × n periods. Where every period has a start, all series together are one
 * rule with the shift's own interval, and whose turn it is follows from the number of the period; then a hundred groups
 * cost what two cost. Where a period may have none (by_month, the 31st), base dates slide and each group keeps its own.
 */
/** Whose turn it is at which wall-clock start of a rotation. */
final class Turns {

  /** A start and the index of the group that has it. */
  record Turn(LocalDateTime start, int group) {}

  /**
   * Hidden turns that are counted one by one where periods may have none; a longer past is counted
   * in periods.
   */
  private static final int COUNTED = 5_000;

  private final RollingUsers shift;
  private final Recurrence recurrence;
  private final int groups;

  /** Ten years were searched without a start, as for 31 February: not again for each group. */
  private boolean never;

  /** Where the count begins. */
  private final LocalDateTime first;

  Turns(RollingUsers shift) {
    this.shift = shift;
    this.recurrence = shift.recurrence();
    this.groups = shift.groups().size();
    this.first = slid(firstTurn());
  }

  /** The turns with a start in these bounds, hidden ones left out; in order within a group only. */
  void forEach(LocalDateTime from, LocalDateTime end, Predicate<Turn> more) {
    if (groups == 0) return;
    LocalDateTime shownFrom = from.isBefore(earliestShown()) ? earliestShown() : from;
    if (byWeekday()) new WeekdayTurns(shift, first).forEach(from, end, more);
    else if (regular()) forEachRegular(shownFrom, end, more);
    else forEachSeries(shownFrom, end, more);
  }

  /** Before this nothing shows: what starts earlier ends at or before rotation start. */
  private LocalDateTime earliestShown() {
    LocalDateTime rotation = shift.details().rotationStart();
    return shift.details().source() == Shift.Source.WEB
        ? rotation.minus(shift.details().duration()).plusSeconds(1)
        : rotation;
  }

  /**
   * The first shown start of the series that a turn belongs to: the one whose event is cut at
   * {@code until}, and with it the length of all of them (spec oncall-behaviour §8.5).
   */
  LocalDateTime base(Turn turn) {
    if (byWeekday()) return new WeekdayTurns(shift, first).base(turn);
    if (regular()) return baseOfPeriods(turn);
    LocalDateTime base = bases(turn.start())[turn.group()];
    return base == null ? turn.start() : base;
  }

  private boolean shown(LocalDateTime start) {
    return !start.isBefore(earliestShown());
  }

  /** The start itself, unless the rule names other weekdays or rotation start lies ahead. */
  private LocalDateTime firstTurn() {
    LocalDateTime cursor = shift.details().start();
    boolean byPeriod =
        recurrence.frequency() == Frequency.WEEKLY || recurrence.frequency() == Frequency.MONTHLY;
    if (byPeriod && !shift.details().rotationStart().equals(cursor) && !shown(cursor)) {
      cursor =
          new Series(recurrence, cursor, recurrence.step())
              .firstFrom(earliestShown(), endOfPeriod(cursor))
              .orElse(cursor);
    }
    if (recurrence.byDay().isEmpty() || recurrence.byDay().contains(cursor.getDayOfWeek())) {
      return cursor;
    }
    // Not the nearest listed day but the first one of a week (§8.4, step 2).
    DayOfWeek day = recurrence.weekBegins();
    while (!recurrence.byDay().contains(day)) day = day.plus(1);
    return cursor.with(TemporalAdjusters.next(day));
  }

  /**
   * Where the rule takes its weekday or day of the month from the start alone, a turn that is
   * hidden by rotation start falls back to the first day of its week or month, and all after it
   * stay there (spec oncall-behaviour §8.4, next(cursor)).
   */
  private LocalDateTime slid(LocalDateTime turn) {
    boolean ownDay = recurrence.byDay().isEmpty() && recurrence.byMonthDay().isEmpty();
    if (!ownDay || shown(turn)) return turn;
    return switch (recurrence.frequency()) {
      case HOURLY, DAILY -> turn;
      case WEEKLY ->
          shown(turn.plusWeeks(recurrence.step()))
              ? turn
              : turn.with(TemporalAdjusters.previousOrSame(recurrence.weekBegins()));
      case MONTHLY -> shown(turn.plusMonths(recurrence.step())) ? turn : turn.withDayOfMonth(1);
    };
  }

  /** The last second of the week or month. */
  private LocalDateTime endOfPeriod(LocalDateTime at) {
    return beginOfNextPeriod(at, 1).toLocalDate().atStartOfDay().minusSeconds(1);
  }

  private LocalDateTime beginOfNextPeriod(LocalDateTime at, long step) {
    return recurrence.frequency() == Frequency.WEEKLY
        ? at.with(TemporalAdjusters.next(recurrence.weekBegins())).plusWeeks(step - 1)
        : at.withDayOfMonth(1).plusMonths(step);
  }

  // --- every period has a start: one series

  private boolean regular() {
    boolean byMonth = !recurrence.byMonth().isEmpty();
    boolean byMonthDay = !recurrence.byMonthDay().isEmpty();
    boolean byDay = !recurrence.byDay().isEmpty();
    return switch (recurrence.frequency()) {
      case HOURLY, DAILY -> !byMonth && !byMonthDay && !byDay;
      case WEEKLY -> !byMonth && !byMonthDay;
      case MONTHLY ->
          !byMonth
              && (byMonthDay
                  ? !byDay && recurrence.byMonthDay().stream().anyMatch(d -> Math.abs(d) <= 28)
                  : byDay || first.getDayOfMonth() <= 28);
    };
  }

  private void forEachRegular(LocalDateTime from, LocalDateTime end, Predicate<Turn> more) {
    Series series = new Series(recurrence, first, recurrence.step());
    series.forEach(
        from, end, start -> more.test(new Turn(start, group(series.periodsBefore(start)))));
  }

  private int group(long turn) {
    return (int) ((turn + shift.firstGroup()) % groups);
  }

  private LocalDateTime baseOfPeriods(Turn turn) {
    Series series = new Series(recurrence, first, recurrence.step());
    LocalDateTime start = turn.start();
    long firstShown = series.periodsBefore(series.firstFrom(earliestShown(), start).orElse(start));
    long period = firstShown + (series.periodsBefore(start) - firstShown) % groups;
    LocalDateTime begin = beginOfPeriod(series.anchor(period));
    LocalDateTime shownBegin = begin.isBefore(earliestShown()) ? earliestShown() : begin;
    return series.firstFrom(shownBegin, start).orElse(start);
  }

  private LocalDateTime beginOfPeriod(LocalDateTime at) {
    return switch (recurrence.frequency()) {
      case HOURLY, DAILY -> at;
      case WEEKLY ->
          at.toLocalDate()
              .with(TemporalAdjusters.previousOrSame(recurrence.weekBegins()))
              .atStartOfDay();
      case MONTHLY -> at.toLocalDate().withDayOfMonth(1).atStartOfDay();
    };
  }

  /** Turns then go by selected day. */
  private boolean byWeekday() {
    return recurrence.frequency() == Frequency.DAILY && !recurrence.byDay().isEmpty();
  }

  // --- some periods may have none: one series for each group

  private void forEachSeries(LocalDateTime from, LocalDateTime end, Predicate<Turn> more) {
    long step = Math.multiplyExact((long) recurrence.step(), groups);
    @Nullable LocalDateTime[] bases = bases(end);
    for (int i = 0; i < groups; i++) {
      LocalDateTime base = bases[i];
      if (base == null) continue;
      int group = i;
      boolean[] goOn = {true};
      new Series(recurrence, base, step)
          .forEach(from, end, start -> goOn[0] = more.test(new Turn(start, group)));
      if (!goOn[0]) return;
    }
  }

  /** The base date of each group by its index; null where it lies behind the end. */
  private @Nullable LocalDateTime[] bases(LocalDateTime end) {
    @Nullable LocalDateTime[] bases = new LocalDateTime[groups];
    int found = 0;
    LocalDateTime cursor = first;
    long turn = 0;
    long hidden = new Series(recurrence, first, recurrence.step()).periodsBefore(earliestShown());
    if (hidden > COUNTED) {
      turn = (hidden - COUNTED) / groups * groups;
      cursor = new Series(recurrence, first, recurrence.step()).anchor(turn);
    }
    for (; found < groups && !cursor.isAfter(end); turn++) {
      if (shown(cursor)) {
        bases[group(turn)] = cursor;
        found++;
      }
      cursor = next(cursor);
    }
    return bases;
  }

  private LocalDateTime search(Series series, LocalDateTime from) {
    if (never) return from;
    Optional<LocalDateTime> found = series.firstFrom(from, from.plus(Series.SEARCH));
    never = found.isEmpty();
    return found.orElse(from);
  }

  private LocalDateTime next(LocalDateTime cursor) {
    Series own = new Series(recurrence, cursor, recurrence.step());
    return switch (recurrence.frequency()) {
      case HOURLY -> search(own, cursor.plusHours(1));
      case DAILY -> search(own, cursor.plusDays(1));
      case WEEKLY, MONTHLY -> {
        LocalDateTime begin = beginOfNextPeriod(cursor, recurrence.step());
        LocalDateTime last = endOfPeriod(begin);
        LocalDateTime shownBegin = begin.isBefore(earliestShown()) ? earliestShown() : begin;
        yield own.firstFrom(shownBegin, last).or(() -> own.firstFrom(begin, last)).orElse(begin);
      }
    };
  }
}
