package dev.watchbill.domain.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a shift repeats, as its wire says it (spec oncall-api §4.1). Evaluated on the wall clock of
 * the shift, then placed in time.
 *
 * @param interval periods from one turn to the next; null counts as 1
 * @param byDay weekdays as given; empty = none named, which the wire shows as null
 * @param byMonth 1 to 12
 * @param byMonthDay 1 to 31, or −31 to −1 from the month's end
 * @param weekStart null = never said, which counts as Sunday
 * @param until an instant whatever the zone; limits starts, inclusive; null = endless
 */
public record Recurrence(
    Frequency frequency,
    @Nullable Integer interval,
    List<DayOfWeek> byDay,
    List<Integer> byMonth,
    List<Integer> byMonthDay,
    @Nullable DayOfWeek weekStart,
    @Nullable Instant until) {

  /** What a period is. */
  public enum Frequency {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY
  }

  public Recurrence {
    byDay = List.copyOf(byDay);
    byMonth = List.copyOf(byMonth);
    byMonthDay = List.copyOf(byMonthDay);
    if (interval != null && interval < 1) {
      throw new IllegalArgumentException("an interval is positive, not " + interval);
    }
  }

  /** Every period, nothing else said. */
  public static Recurrence every(Frequency frequency) {
    return new Recurrence(frequency, 1, List.of(), List.of(), List.of(), null, null);
  }

  /** Periods from one turn to the next. */
  public int step() {
    return interval == null ? 1 : interval;
  }

  /** The first day of a week. */
  public DayOfWeek weekBegins() {
    return weekStart == null ? DayOfWeek.SUNDAY : weekStart;
  }

  public Recurrence withUntil(@Nullable Instant end) {
    return new Recurrence(frequency, interval, byDay, byMonth, byMonthDay, weekStart, end);
  }
}
