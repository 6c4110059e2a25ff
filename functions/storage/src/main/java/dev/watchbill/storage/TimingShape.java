package dev.watchbill.storage;

import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.policy.TimeInterval;
import dev.watchbill.domain.policy.TimeInterval.Range;
import dev.watchbill.domain.policy.TimeInterval.TimeOfDay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * The form is the one of earlier releases, which stored what answers show; only the reading is not theirs: they read it as a request
 * and refused ranges that they had taken themselves (a null among the times of day, a day 0). A range that cannot be read holds no
 * instant: left out, it would make its interval hold more than it was made for, and mute what must be heard.
 */
/** A mute timing as part of a row. */
final class TimingShape {
  private static final String NAME = "name";
  private static final String INTERVALS = "time_intervals";
  private static final String TIMES = "times";
  private static final String WEEKDAYS = "weekdays";
  private static final String DAYS = "days_of_month";
  private static final String MONTHS = "months";
  private static final String YEARS = "years";
  private static final String LOCATION = "location";
  private static final String START = "start_time";
  private static final String END = "end_time";

  private static final List<String> DAY_NAMES =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private static final TimeOfDay NO_TIME = new TimeOfDay(0, 0);
  private static final Range NO_DAY = new Range(1, 0);

  static Map<String, @Nullable Object> plain(MuteTiming timing) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put(NAME, timing.name());
    plain.put(INTERVALS, timing.timeIntervals().stream().map(TimingShape::plain).toList());
    plain.put("provenance", timing.provenance().wire());
    return plain;
  }

  private static Map<String, @Nullable Object> plain(TimeInterval interval) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    put(plain, TIMES, interval.times(), TimingShape::plain);
    put(plain, WEEKDAYS, interval.weekdays(), TimingShape::weekdays);
    put(plain, DAYS, interval.daysOfMonth(), TimingShape::numbers);
    put(plain, MONTHS, interval.months(), TimingShape::numbers);
    put(plain, YEARS, interval.years(), TimingShape::numbers);
    if (interval.location() != null) plain.put(LOCATION, interval.location());
    return plain;
  }

  private static <T> void put(
      Map<String, @Nullable Object> plain, String name, List<T> ranges, Function<T, Object> form) {
    if (!ranges.isEmpty()) plain.put(name, ranges.stream().map(form).toList());
  }

  private static Object plain(TimeOfDay time) {
    return Map.of(START, clock(time.startMinute()), END, clock(time.endMinute()));
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  private static Object weekdays(Range range) {
    return DAY_NAMES.get(range.begin()) + ":" + DAY_NAMES.get(range.end());
  }

  private static Object numbers(Range range) {
    return range.begin() + ":" + range.end();
  }

  static MuteTiming read(StoredFields timing) {
    return new MuteTiming(
        timing.name(NAME), timing.objects(INTERVALS, TimingShape::interval), timing.provenance());
  }

  private static TimeInterval interval(StoredFields interval) {
    return new TimeInterval(
        interval.objects(TIMES, TimingShape::time),
        ranges(interval, WEEKDAYS, TimingShape::weekday),
        ranges(interval, DAYS, TimingShape::number),
        ranges(interval, MONTHS, TimingShape::number),
        ranges(interval, YEARS, TimingShape::number),
        interval.textOrNull(LOCATION));
  }

  private static TimeOfDay time(StoredFields time) {
    int start = minute(time, START);
    int end = minute(time, END);
    return start < 0 || end < 0 ? NO_TIME : new TimeOfDay(start, end);
  }

  private static int minute(StoredFields time, String name) {
    String[] parts = time.text(name).split(":", -1);
    Integer hours = parts.length == 2 ? number(parts[0]) : null;
    Integer minutes = parts.length == 2 ? number(parts[1]) : null;
    if (hours != null && minutes != null) return hours * 60 + minutes;
    time.damaged(name);
    return -1;
  }

  /** {@code a:b}, or {@code a} as earlier releases wrote {@code a:a}. */
  private static List<Range> ranges(
      StoredFields interval, String name, Function<String, @Nullable Integer> ends) {
    return interval.each(
        name,
        (value, list, index) -> {
          if (value instanceof String text) {
            String[] parts = text.split(":", -1);
            Integer begin = ends.apply(parts[0]);
            Integer end = ends.apply(parts[parts.length - 1]);
            if (begin != null && end != null) return new Range(begin, end);
          }
          interval.damaged(name + "[" + index + "]");
          return NO_DAY;
        });
  }

  private static @Nullable Integer weekday(String name) {
    int day = DAY_NAMES.indexOf(name);
    return day < 0 ? null : day;
  }

  private static @Nullable Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private TimingShape() {}
}
