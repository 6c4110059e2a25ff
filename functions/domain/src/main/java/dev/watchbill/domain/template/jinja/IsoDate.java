package dev.watchbill.domain.template.jinja;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.IsoFields;
import org.jspecify.annotations.Nullable;

/**
 * Reads ISO 8601 date-times: extended, basic and week forms, date only, and the sloppy {@code
 * 2024-3-5T1:2} (spec §3.3 as corrected). Written by hand: it runs for most alerts.
 */
final class IsoDate {
  private final String s;
  private int i;

  private IsoDate(String s) {
    this.s = s;
  }

  /** The date-time, or null when the text is none. */
  static @Nullable PyDateTime parse(String text) {
    try {
      PyDateTime strict = new IsoDate(text).strict();
      return strict != null ? strict : new IsoDate(text).sloppy();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private boolean at(char c) {
    return i < s.length() && s.charAt(i) == c;
  }

  /** Exactly {@code count} digits, or -1. */
  private int digits(int count) {
    if (i + count > s.length()) {
      return -1;
    }
    int v = 0;
    for (int n = 0; n < count; n++) {
      char c = s.charAt(i + n);
      if (c < '0' || c > '9') {
        return -1;
      }
      v = v * 10 + c - '0';
    }
    i += count;
    return v;
  }

  private @Nullable PyDateTime strict() {
    if (s.length() < 7) {
      return null;
    }
    LocalDate date = date();
    if (date == null) {
      return null;
    }
    if (i == s.length()) {
      return new PyDateTime(date.atStartOfDay(), null);
    }
    i += Character.charCount(s.codePointAt(i));
    LocalTime time = time();
    if (time == null) {
      return null;
    }
    TimeZoneOffset zone = null;
    if (i < s.length()) {
      zone = offset();
      if (zone == null || i < s.length()) {
        return null;
      }
    }
    return new PyDateTime(LocalDateTime.of(date, time), zone);
  }

  private @Nullable LocalDate date() {
    int year = digits(4);
    if (year < 1) {
      return null;
    }
    boolean dashes = at('-');
    i += dashes ? 1 : 0;
    if (at('W')) {
      i++;
      int week = digits(2);
      int day = 1;
      if (week >= 0
          && (dashes
              ? at('-') && i + 1 < s.length()
              : i < s.length() && Character.isDigit(s.charAt(i)))) {
        i += dashes ? 1 : 0;
        day = digits(1);
      }
      if (week < 1 || day < 1 || day > 7) {
        return null;
      }
      LocalDate first = LocalDate.of(year, 1, 4);
      return week > IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(first).getMaximum()
          ? null
          : first.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week).with(DayOfWeek.of(day));
    }
    int month = digits(2);
    if (month < 0 || (dashes && !at('-'))) {
      return null;
    }
    i += dashes ? 1 : 0;
    int day = digits(2);
    return day < 0 ? null : LocalDate.of(year, month, day);
  }

  private @Nullable LocalTime time() {
    int[] part = {0, 0, 0};
    part[0] = digits(2);
    if (part[0] < 0) {
      return null;
    }
    boolean colons = at(':');
    int n = 1;
    for (; n < 3 && i < s.length(); n++) {
      if (colons) {
        if (!at(':')) {
          break;
        }
        i++;
      } else if (!Character.isDigit(s.charAt(i))) {
        break;
      }
      part[n] = digits(2);
      if (part[n] < 0) {
        return null;
      }
    }
    int micros = 0;
    if (n == 3 && (at('.') || at(','))) {
      micros = fraction();
    }
    return micros < 0 ? null : LocalTime.of(part[0], part[1], part[2], micros * 1000);
  }

  /** Up to six digits count, the rest is cut; -1 without any. */
  private int fraction() {
    int start = ++i;
    int v = 0;
    int n = 0;
    for (; i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9'; i++, n++) {
      v = n < 6 ? v * 10 + s.charAt(i) - '0' : v;
    }
    for (; n < 6; n++) {
      v *= 10;
    }
    return i == start ? -1 : v;
  }

  private @Nullable TimeZoneOffset offset() {
    if (at('Z')) {
      i++;
      return TimeZoneOffset.UTC;
    }
    if (!at('+') && !at('-')) {
      return null;
    }
    int sign = s.charAt(i++) == '-' ? -1 : 1;
    LocalTime t = time();
    return t == null ? null : new TimeZoneOffset(sign * t.toSecondOfDay(), null);
  }

  /** One or two digits, or -1. */
  private int few() {
    int two = digits(2);
    return two >= 0 ? two : digits(1);
  }

  private @Nullable PyDateTime sloppy() {
    int year = digits(4);
    if (year < 1 || !at('-')) {
      return null;
    }
    i++;
    int month = few();
    if (month < 0 || !at('-')) {
      return null;
    }
    i++;
    int day = few();
    if (day < 0 || !(at('T') || at(' '))) {
      return null;
    }
    i++;
    int hour = few();
    if (hour < 0 || !at(':')) {
      return null;
    }
    i++;
    int minute = few();
    int second = 0;
    int micros = 0;
    if (at(':')) {
      i++;
      second = few();
      if (at('.') || at(',')) {
        int before = i;
        micros = fraction();
        if (i - before > 13) {
          return null;
        }
      }
    }
    if (minute < 0 || second < 0 || micros < 0) {
      return null;
    }
    while (i < s.length() && Text.isSpace(s.charAt(i))) {
      i++;
    }
    TimeZoneOffset zone = i < s.length() ? named() : null;
    return i < s.length()
        ? null
        : new PyDateTime(
            LocalDateTime.of(year, month, day, hour, minute, second, micros * 1000), zone);
  }

  /** This form's offsets print their digits as their name. */
  private @Nullable TimeZoneOffset named() {
    TimeZoneOffset plain = offset();
    return plain == null || plain.equals(TimeZoneOffset.UTC)
        ? plain
        : new TimeZoneOffset(plain.seconds(), plain.hours(""));
  }
}
