package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Recurrence.Frequency;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/*
 * The rule is lib-recur's; what is ours is where it begins. A rule of hours, days, weeks or months without a count may
 * be begun anew any whole number of its steps later and goes on alike, provided that what RFC 5545 takes from DTSTART
 * (the weekday of a weekly rule, the day of a monthly one) is said in the rule itself. So we begin it at the last step
 * before the window: a rota that began eleven years ago costs the same as one that began yesterday.
 */
/**
 * The wall-clock starts of one recurring shift or of one group of a rotation. Its {@code first}
 * always counts, whatever the rule names (spec oncall-behaviour §8.3).
 */
final class Series {

  /**
   * lib-recur gives up after 1,000 periods without an instance. That many periods are known to be
   * empty then, and the rule is begun anew behind most of them.
   */
  private static final int EMPTY_PERIODS = 900;

  private final LocalDateTime first;
  private final Frequency frequency;
  private final long step;
  private final DayOfWeek weekBegins;
  private final RecurrenceRule rule;

  /**
   * @param first wall clock, whole seconds
   * @param step periods from one to the next
   */
  Series(Recurrence recurrence, LocalDateTime first, long step) {
    this.first = first;
    this.frequency = recurrence.frequency();
    // Ten thousand years of anything: beyond lies no window, and lib-recur counts in int.
    this.step = Math.min(step, 90_000_000);
    this.weekBegins = recurrence.weekBegins();
    this.rule = rule(recurrence, first, this.step);
  }

  private static RecurrenceRule rule(Recurrence recurrence, LocalDateTime first, long step) {
    List<DayOfWeek> byDay = recurrence.byDay();
    List<Integer> byMonthDay = recurrence.byMonthDay();
    if (recurrence.frequency() == Frequency.WEEKLY && byDay.isEmpty()) {
      byDay = List.of(first.getDayOfWeek());
    }
    if (recurrence.frequency() == Frequency.MONTHLY && byDay.isEmpty() && byMonthDay.isEmpty()) {
      byMonthDay = List.of(first.getDayOfMonth());
    }
    StringBuilder text =
        new StringBuilder("FREQ=").append(recurrence.frequency()).append(";INTERVAL=").append(step);
    text.append(";WKST=").append(twoLetters(recurrence.weekBegins()));
    append(text, "BYDAY", byDay.stream().map(Series::twoLetters).toList());
    append(text, "BYMONTH", recurrence.byMonth());
    append(text, "BYMONTHDAY", byMonthDay);
    try {
      return new RecurrenceRule(text.toString(), RecurrenceRule.RfcMode.RFC5545_LAX);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(text.toString(), e); // only values out of their range
    }
  }

  private static void append(StringBuilder text, String part, List<?> values) {
    if (values.isEmpty()) return;
    text.append(';').append(part).append('=');
    text.append(values.stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  static String twoLetters(DayOfWeek day) {
    return day.name().substring(0, 2);
  }

  LocalDateTime first() {
    return first;
  }

  /** Takes the starts from {@code from} on, in order, until {@code more} says it was the last. */
  void forEach(LocalDateTime from, LocalDateTime end, Predicate<LocalDateTime> more) {
    if (end.isBefore(first)) return;
    if (!first.isBefore(from) && !more.test(first)) return;
    long period = periodsBefore(from);
    LocalDateTime after = from.isAfter(first) ? from.minusSeconds(1) : first;
    while (true) {
      LocalDateTime anchor = anchor(period);
      if (anchor.isAfter(end)) return;
      long seen = Long.MIN_VALUE;
      try {
        RecurrenceRuleIterator iterator = rule.iterator(new DateTime(DateTime.UTC, millis(anchor)));
        while (iterator.hasNext()) {
          seen = iterator.peekMillis();
          LocalDateTime wall =
              LocalDateTime.ofEpochSecond(Math.floorDiv(seen, 1000L), 0, ZoneOffset.UTC);
          if (wall.isAfter(end)) return;
          if (wall.isAfter(after)) {
            if (!more.test(wall)) return;
            after = wall;
          }
          iterator.nextMillis();
        }
        return;
      } catch (IllegalArgumentException tooManyEmptyPeriods) {
        LocalDateTime last =
            seen == Long.MIN_VALUE
                ? anchor
                : LocalDateTime.ofEpochSecond(Math.floorDiv(seen, 1000L), 0, ZoneOffset.UTC);
        period = periodsBefore(last) + EMPTY_PERIODS;
      }
    }
  }

  /** The first start at or after {@code from} and not after {@code end}. */
  Optional<LocalDateTime> firstFrom(LocalDateTime from, LocalDateTime end) {
    LocalDateTime[] found = new LocalDateTime[1];
    forEach(
        from,
        end,
        wall -> {
          found[0] = wall;
          return false;
        });
    return Optional.ofNullable(found[0]);
  }

  private static long millis(LocalDateTime wall) {
    return wall.toEpochSecond(ZoneOffset.UTC) * 1000L;
  }

  /** How many whole steps lie between the first start's period and this time's; 0 before it. */
  long periodsBefore(LocalDateTime wall) {
    if (!wall.isAfter(first)) return 0;
    long units =
        switch (frequency) {
          case HOURLY -> ChronoUnit.HOURS.between(first, wall);
          case DAILY -> ChronoUnit.DAYS.between(first, wall);
          case WEEKLY -> ChronoUnit.WEEKS.between(week(first), week(wall));
          case MONTHLY ->
              ChronoUnit.MONTHS.between(
                  first.toLocalDate().withDayOfMonth(1), wall.toLocalDate().withDayOfMonth(1));
        };
    return units / step;
  }

  /** Where the period that many steps after the first begins, at the first start's time of day. */
  LocalDateTime anchor(long period) {
    if (period == 0) return first;
    long units = Math.multiplyExact(period, step);
    LocalTime time = first.toLocalTime();
    return switch (frequency) {
      case HOURLY -> first.plusHours(units);
      case DAILY -> first.plusDays(units);
      case WEEKLY -> week(first).plusWeeks(units).atTime(time);
      case MONTHLY -> first.toLocalDate().withDayOfMonth(1).plusMonths(units).atTime(time);
    };
  }

  private LocalDate week(LocalDateTime wall) {
    return wall.toLocalDate().with(TemporalAdjusters.previousOrSame(weekBegins));
  }

  /** Longest stretch in which a start is looked for when nothing bounds it. */
  static final Duration SEARCH = Duration.ofDays(3_660);
}
