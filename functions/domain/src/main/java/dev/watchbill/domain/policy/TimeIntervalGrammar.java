package dev.watchbill.domain.policy;

import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PlainFields;
import dev.watchbill.domain.policy.TimeInterval.Range;
import dev.watchbill.domain.policy.TimeInterval.TimeOfDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and prints the ranges of a time interval: the table of spec grafana-alerting §13. */
final class TimeIntervalGrammar {

  /** More ranges than these are not taken in one field. */
  static final int MOST_RANGES = 1000;

  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  /** A null in a list reads as this: Sunday, or a day, month or year that never comes. */
  private static final Range ZERO = new Range(0, 0);

  private final PlainFields fields;
  private final Flaws flaws;

  TimeIntervalGrammar(@Nullable Object plain, String where, Flaws flaws) {
    this.fields = PlainFields.of(plain, where, flaws);
    this.flaws = flaws;
  }

  /** Why a text is no range. */
  private static final class Unreadable extends Exception {
    Unreadable(String reason) {
      super(reason, null, false, false);
    }
  }

  private interface Element<T> {
    T read(@Nullable Object value) throws Unreadable;
  }

  TimeInterval read() {
    return new TimeInterval(
        list("times", this::time),
        list("weekdays", value -> value == null ? ZERO : weekdays(scalar(value))),
        list("days_of_month", value -> value == null ? ZERO : days(scalar(value))),
        list("months", value -> value == null ? ZERO : months(scalar(value))),
        list("years", value -> value == null ? ZERO : years(scalar(value))),
        location());
  }

  private <T> List<T> list(String name, Element<T> element) {
    List<? extends @Nullable Object> items = fields.list(name);
    if (items.size() > MOST_RANGES) {
      flaws.add(Kind.LIMIT, fields.path(name), "more than " + MOST_RANGES + " ranges");
      return List.of();
    }
    List<T> ranges = new ArrayList<>();
    int index = 0;
    for (Object item : items) {
      try {
        ranges.add(element.read(item));
      } catch (Unreadable e) {
        flaws.add(
            Kind.SHAPE, fields.path(name) + "[" + index + "]", String.valueOf(e.getMessage()));
      }
      index++;
    }
    return List.copyOf(ranges);
  }

  /** Elements are texts; a bare whole number is read as its text. */
  private static String scalar(Object value) throws Unreadable {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Integer number -> number.toString();
      default -> throw new Unreadable("must be a string");
    };
  }

  private @Nullable String location() {
    Object value = fields.get("location");
    if (value == null) {
      return null;
    }
    if (!(value instanceof String name)) {
      return fields.wrong("location", "a string");
    }
    if (name.isEmpty()) {
      return "UTC";
    }
    if (Locations.find(name).isEmpty()) {
      flaws.add(Kind.SHAPE, fields.path("location"), "unknown time zone " + name);
      return null;
    }
    return name;
  }

  private TimeOfDay time(@Nullable Object value) throws Unreadable {
    if (value == null) {
      return new TimeOfDay(0, 0);
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new Unreadable("must be an object with start_time and end_time");
    }
    Flaws wrong = new Flaws();
    PlainFields time = PlainFields.of(map, "", wrong);
    Object start = time.get("start_time");
    Object end = time.get("end_time");
    if (start == null || end == null || "".equals(start) || "".equals(end)) {
      throw new Unreadable("both start and end times must be provided");
    }
    TimeOfDay range = new TimeOfDay(minute(scalar(start)), minute(scalar(end)));
    if (range.startMinute() >= range.endMinute()) {
      throw new Unreadable("start time cannot be equal or greater than end time");
    }
    return range;
  }

  private static int minute(String text) throws Unreadable {
    if (text.equals("24:00")) {
      return 24 * 60;
    }
    boolean form = text.length() == 5 && text.charAt(2) == ':';
    int hour = form ? twoDigits(text, 0) : -1;
    int minute = form ? twoDigits(text, 3) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      throw new Unreadable("couldn't parse timestamp " + text + ", invalid format");
    }
    return hour * 60 + minute;
  }

  private static int twoDigits(String text, int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static String[] ends(String text) throws Unreadable {
    String[] ends = text.split(":", -1);
    if (ends.length > 2) {
      throw new Unreadable("couldn't parse range " + text + ", invalid format");
    }
    return ends.length == 2 ? ends : new String[] {text, text};
  }

  private static Range weekdays(String text) throws Unreadable {
    String[] ends = ends(LetterCase.lower(text));
    Range range = new Range(weekday(ends[0]), weekday(ends[1]));
    if (range.begin() > range.end()) {
      throw new Unreadable("start day cannot be before end day");
    }
    return range;
  }

  private static int weekday(String name) throws Unreadable {
    int day = WEEKDAYS.indexOf(name);
    if (day < 0) {
      throw new Unreadable(name + " is not a valid weekday");
    }
    return day;
  }

  private static Range days(String text) throws Unreadable {
    String[] ends = ends(text);
    Range range = new Range(day(ends[0]), day(ends[1]));
    if (range.begin() < 0 && range.end() > 0) {
      throw new Unreadable("end day must be negative if start day is negative");
    }
    // No month is shorter than 28 days: what is empty there may be empty anywhere.
    int begin = range.begin() < 0 ? 28 + range.begin() : range.begin();
    int end = range.end() < 0 ? 28 + range.end() : range.end();
    if (begin > end) {
      throw new Unreadable(
          "end day " + range.end() + " is always before start day " + range.begin());
    }
    return range;
  }

  private static int day(String text) throws Unreadable {
    int day = number(text);
    if (day == 0 || day < -31 || day > 31) {
      throw new Unreadable(day + " is not a valid day of the month: out of range");
    }
    return day;
  }

  private static Range months(String text) throws Unreadable {
    String[] ends = ends(LetterCase.lower(text));
    Range range = new Range(month(ends[0]), month(ends[1]));
    if (range.begin() > range.end()) {
      throw new Unreadable("end month " + ends[1] + " is before start month " + ends[0]);
    }
    return range;
  }

  /**
   * By name or number. Zero never comes but is taken; thirteen is refused, as only a mistake is.
   */
  private static int month(String text) throws Unreadable {
    int month = MONTHS.indexOf(text) + 1;
    if (month == 0) {
      try {
        month = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new Unreadable(text + " is not a valid month");
      }
      if (month < 0 || month > 12) {
        throw new Unreadable(text + " is not a valid month");
      }
    }
    return month;
  }

  private static Range years(String text) throws Unreadable {
    String[] ends = ends(text);
    Range range = new Range(number(ends[0]), number(ends[1]));
    if (range.begin() < 0) {
      throw new Unreadable(range.begin() + " is not a valid year");
    }
    if (range.begin() > range.end()) {
      throw new Unreadable("end year " + range.end() + " is before start year " + range.begin());
    }
    return range;
  }

  private static int number(String text) throws Unreadable {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Unreadable(text + " is not a number");
    }
  }

  static Object print(TimeOfDay time) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("start_time", clock(time.startMinute()));
    plain.put("end_time", clock(time.endMinute()));
    return plain;
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }

  static Object print(Range range) {
    return range.begin() == range.end()
        ? Integer.toString(range.begin())
        : range.begin() + ":" + range.end();
  }

  static Object printWeekdays(Range range) {
    String begin = WEEKDAYS.get(range.begin());
    return range.begin() == range.end() ? begin : begin + ":" + WEEKDAYS.get(range.end());
  }
}
