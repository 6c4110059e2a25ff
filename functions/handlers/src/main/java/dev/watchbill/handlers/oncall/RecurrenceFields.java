package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.handlers.http.Fields;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rule of a shift that repeats (spec oncall-api §4.1 to §4.3). */
final class RecurrenceFields {
  private static final int LARGEST_INTERVAL = 100_000;
  private static final String INTERVAL = "interval";
  private static final String FREQUENCY = "frequency";
  private static final String WEEK_START = "week_start";

  /**
   * The rule as the request wants it.
   *
   * @param old null for a shift that did not repeat
   */
  static Recurrence read(
      Fields in, @Nullable Recurrence old, ShiftType type, @Nullable Instant until) {
    Frequency stored = old == null ? null : old.frequency();
    Frequency frequency = frequency(in, stored);
    boolean changes = frequency != stored;
    Integer interval = interval(in, old, changes);
    List<DayOfWeek> byDay =
        list(
            in,
            "by_day",
            old == null ? List.of() : old.byDay(),
            RecurrenceFields::day,
            "Invalid day value in by_day field. Valid values: 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'");
    List<Integer> byMonth =
        list(
            in,
            "by_month",
            old == null ? List.of() : old.byMonth(),
            value -> number(value, 1, 12),
            "Invalid month value in by_month field. Valid values: from 1 to 12");
    List<Integer> byMonthDay =
        list(
            in,
            "by_monthday",
            old == null ? List.of() : old.byMonthDay(),
            RecurrenceFields::monthDay,
            "Invalid monthday value in by_monthday field. Valid values: from 1 to 31 and from -31 to -1");
    DayOfWeek weekStart = weekStart(in, old, frequency, changes && old != null);
    Recurrence rule =
        new Recurrence(
            frequency == null ? Frequency.DAILY : frequency,
            interval,
            byDay,
            byMonth,
            byMonthDay,
            weekStart,
            until);
    if (type == ShiftType.ROLLING_USERS && frequency == Frequency.DAILY) checkDaily(in, rule);
    return rule;
  }

  private static @Nullable Frequency frequency(Fields in, @Nullable Frequency stored) {
    if (!in.has(FREQUENCY) && stored != null) return stored;
    if (in.raw(FREQUENCY) == null) {
      in.refuse("Field 'frequency' is required for this on-call shift type");
      return stored;
    }
    Object value = in.raw(FREQUENCY);
    Optional<Frequency> frequency =
        Arrays.stream(Frequency.values())
            .filter(each -> LetterCase.lower(each.name()).equals(value))
            .findFirst();
    if (frequency.isEmpty()) in.refuse("frequency: Invalid frequency type");
    return frequency.orElse(stored);
  }

  /** Sending a frequency without an interval sets it to 1 (spec §4.3). */
  private static @Nullable Integer interval(Fields in, @Nullable Recurrence old, boolean changes) {
    Integer stored = old == null ? Integer.valueOf(1) : old.interval();
    if (!in.has(INTERVAL)) return in.has(FREQUENCY) ? Integer.valueOf(1) : stored;
    if (in.isNull(INTERVAL)) {
      if (changes) in.refuse("Field 'interval' must be a positive integer");
      return null;
    }
    long interval = in.integer(INTERVAL, 1);
    if (interval < 1 || interval > LARGEST_INTERVAL) {
      in.refuse("Invalid value for interval: it must be from 1 to " + LARGEST_INTERVAL);
      return stored;
    }
    return (int) interval;
  }

  /**
   * Kept as it was said: a week start that nobody set is not shown for other frequencies than
   * weekly (spec §23.2).
   *
   * @param changes whether another frequency was stored before
   */
  private static @Nullable DayOfWeek weekStart(
      Fields in, @Nullable Recurrence old, @Nullable Frequency frequency, boolean changes) {
    DayOfWeek stored = old == null ? null : old.weekStart();
    if (in.has(WEEK_START)) {
      if (in.isNull(WEEK_START)) {
        in.error(WEEK_START, Fields.NULL);
        return stored;
      }
      DayOfWeek day = day(in.raw(WEEK_START));
      if (day == null) {
        in.refuse(
            "Invalid day format for week start field. Should be one of the following: 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'");
      }
      return day;
    }
    if (!changes) return stored;
    if (frequency == Frequency.WEEKLY) {
      in.refuse("Field 'week_start' is required for frequency type 'weekly'");
    }
    return null;
  }

  private static void checkDaily(Fields in, Recurrence rule) {
    if (!rule.byMonthDay().isEmpty()) {
      in.refuse(
          "by_monthday: days of the month cannot be given for shifts of type 'rolling_users' and frequency 'daily'");
    }
    if (!rule.byDay().isEmpty() && rule.step() > rule.byDay().size()) {
      in.refuse("Interval must be less than or equal to the number of selected days");
    }
  }

  /** A rule whose days do not exist in its months (31 February) never happens. */
  static void checkPossible(Fields in, Recurrence rule) {
    if (rule.byMonth().isEmpty() || rule.byMonthDay().isEmpty()) return;
    boolean possible =
        rule.byMonth().stream()
            .anyMatch(
                month ->
                    rule.byMonthDay().stream()
                        .anyMatch(day -> Math.abs(day) <= Month.of(month).maxLength()));
    if (!possible) in.error("by_monthday", "None of these days exists in any of these months.");
  }

  private static <T> List<T> list(
      Fields in,
      String field,
      List<T> ifAbsent,
      Function<Object, @Nullable T> element,
      String wrong) {
    if (!in.has(field)) return ifAbsent;
    Object value = in.raw(field);
    if (value == null) return List.of();
    if (!(value instanceof List<?> list)) {
      in.error(field, "Expected a list of items.");
      return ifAbsent;
    }
    List<T> read = new ArrayList<>();
    for (Object each : list) {
      T one = each == null ? null : element.apply(each);
      if (one == null) {
        in.refuse(wrong);
        return ifAbsent;
      }
      if (!read.contains(one)) read.add(one);
    }
    return read;
  }

  static String name(DayOfWeek day) {
    return day.name().substring(0, 2);
  }

  private static @Nullable DayOfWeek day(@Nullable Object value) {
    for (DayOfWeek day : DayOfWeek.values()) if (name(day).equals(value)) return day;
    return null;
  }

  private static @Nullable Integer monthDay(Object value) {
    Integer day = number(value, -31, 31);
    return day == null || day == 0 ? null : day;
  }

  private static @Nullable Integer number(Object value, int least, int most) {
    return value instanceof Long number && number >= least && number <= most
        ? number.intValue()
        : null;
  }

  private RecurrenceFields() {}
}
