package dev.watchbill.domain.policy;

import dev.watchbill.domain.Flaws;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A set of instants described by the calendar (spec grafana-alerting §13). It contains an instant
 * if every field that is there does; a field contains it if one of its ranges does. An empty list
 * is a field that is not there, so an interval without fields contains every instant.
 *
 * @param times of day
 * @param weekdays 0 is Sunday, 6 Saturday
 * @param daysOfMonth 1 is the first; −1 the last
 * @param months 1 is January
 * @param location null for UTC
 */
public record TimeInterval(
    List<TimeOfDay> times,
    List<Range> weekdays,
    List<Range> daysOfMonth,
    List<Range> months,
    List<Range> years,
    @Nullable String location) {

  /** From {@code begin} to {@code end}, both included. */
  public record Range(int begin, int end) {
    boolean holds(int value) {
      return value >= begin && value <= end;
    }
  }

  /** From a minute of the day up to, not including, another; 24:00 is minute 1440. */
  public record TimeOfDay(int startMinute, int endMinute) {
    boolean holds(int minute) {
      return minute >= startMinute && minute < endMinute;
    }
  }

  /** Contains every instant. */
  public static final TimeInterval ALWAYS =
      new TimeInterval(List.of(), List.of(), List.of(), List.of(), List.of(), null);

  /** Reads the form of the provisioning API; adds to the flaws what cannot be read. */
  public static TimeInterval read(@Nullable Object plain, String where, Flaws flaws) {
    return new TimeIntervalGrammar(plain, where, flaws).read();
  }

  public boolean contains(Instant at) {
    ZoneId zone = zone();
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    return any(times, time -> time.holds(local.getHour() * 60 + local.getMinute()))
        && any(daysOfMonth, days -> holdsDay(days, local, zone))
        && any(months, month -> month.holds(local.getMonthValue()))
        && any(weekdays, day -> day.holds(local.getDayOfWeek().getValue() % 7))
        && any(years, year -> year.holds(local.getYear()));
  }

  private ZoneId zone() {
    return location == null ? ZoneOffset.UTC : Locations.find(location).orElse(ZoneOffset.UTC);
  }

  private static <T> boolean any(List<T> ranges, Function<T, Boolean> holds) {
    if (ranges.isEmpty()) {
      return true;
    }
    for (T range : ranges) {
      if (holds.apply(range)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Negative days count from the end of the month; a range that starts after it is skipped. The end
   * is where the original sees it: it divides the hours of the month by 24, so the month in which
   * the clocks go forward lacks its last day there (recorded: 1 September in Santiago is not day
   * −30).
   */
  private static boolean holdsDay(Range days, LocalDateTime local, ZoneId zone) {
    LocalDate first = local.toLocalDate().withDayOfMonth(1);
    Duration month =
        Duration.between(first.atStartOfDay(zone), first.plusMonths(1).atStartOfDay(zone));
    int length = (int) (month.toHours() / 24);
    int begin = days.begin() < 0 ? length + days.begin() + 1 : days.begin();
    int end = Math.min(length, days.end() < 0 ? length + days.end() + 1 : days.end());
    return begin <= length && local.getDayOfMonth() >= begin && local.getDayOfMonth() <= end;
  }

  /** The normalised form: numbers for months, lower-case weekdays, single values for 2:2. */
  public Map<String, Object> toPlain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    put(plain, "times", times, TimeIntervalGrammar::print);
    put(plain, "weekdays", weekdays, TimeIntervalGrammar::printWeekdays);
    put(plain, "days_of_month", daysOfMonth, TimeIntervalGrammar::print);
    put(plain, "months", months, TimeIntervalGrammar::print);
    put(plain, "years", years, TimeIntervalGrammar::print);
    if (location != null) {
      plain.put("location", location);
    }
    return plain;
  }

  private static <T> void put(
      Map<String, Object> plain, String name, List<T> ranges, Function<T, Object> print) {
    if (!ranges.isEmpty()) {
      List<Object> printed = new ArrayList<>();
      ranges.forEach(range -> printed.add(print.apply(range)));
      plain.put(name, printed);
    }
  }
}
