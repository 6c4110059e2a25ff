package dev.watchbill.domain.schedule.ical;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** A DATE or DATE-TIME value in one of its four forms. */
sealed interface Moment {

  /** What the clock it is meant for shows. */
  LocalDateTime shown(Clock own);

  /** Which day of a series of whole days it names, on that series' clock. */
  LocalDate day(Clock own);

  record Day(LocalDate date) implements Moment {
    @Override
    public LocalDateTime shown(Clock own) {
      return date.atStartOfDay();
    }

    @Override
    public LocalDate day(Clock own) {
      return date;
    }
  }

  /** A time without a zone: on the clock of whoever asks. */
  record Floating(LocalDateTime time) implements Moment {
    @Override
    public LocalDateTime shown(Clock own) {
      return time;
    }

    @Override
    public LocalDate day(Clock own) {
      return time.toLocalDate();
    }
  }

  /** A time of a zone, or of UTC. */
  record Placed(LocalDateTime time, Clock clock) implements Moment {
    Instant instant() {
      return clock.instantOf(time);
    }

    @Override
    public LocalDateTime shown(Clock own) {
      return own.equals(clock) ? time : own.shows(instant());
    }

    /**
     * The day that is written: Exchange names days by their local midnight, in the zone of whoever
     * wrote. What is written in UTC was converted, and is converted back.
     */
    @Override
    public LocalDate day(Clock own) {
      return (clock.equals(Clock.UTC) ? shown(own) : time).toLocalDate();
    }
  }

  /**
   * @param tzid as the property's parameter has it
   * @throws DateTimeException when the text is no time
   */
  static Moment of(String text, @Nullable String tzid, Clocks clocks) {
    Moment moment = of(text);
    return moment instanceof Floating floating && tzid != null
        ? new Placed(floating.time(), clocks.named(tzid))
        : moment;
  }

  /**
   * A value without a zone of its own.
   *
   * @throws DateTimeException when the text is no time
   */
  static Moment of(String text) {
    String value = text.strip();
    if (value.length() == 8) return new Day(date(value));
    LocalDateTime time = time(value);
    return value.length() == 16 ? new Placed(time, Clock.UTC) : new Floating(time);
  }

  /** The time of one of the two long forms, whether it is UTC or not. */
  private static LocalDateTime time(String value) {
    boolean utc = value.length() == 16 && (value.charAt(15) == 'Z' || value.charAt(15) == 'z');
    boolean long15 = value.length() == 15 || utc;
    if (!long15 || value.charAt(8) != 'T' && value.charAt(8) != 't') {
      throw new DateTimeException("not a time");
    }
    int second = number(value, 13, 15);
    if (second == 60) second = 59; // a leap second (RFC 5545 §3.3.12), which no clock here has
    LocalTime time = LocalTime.of(number(value, 9, 11), number(value, 11, 13), second);
    return date(value).atTime(time);
  }

  /** Of the first eight digits. A day that its month does not have is none. */
  private static LocalDate date(String value) {
    return LocalDate.of(number(value, 0, 4), number(value, 4, 6), number(value, 6, 8));
  }

  private static int number(String value, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char digit = value.charAt(i);
      if (digit < '0' || digit > '9') throw new DateTimeException("not a time");
      number = number * 10 + digit - '0';
    }
    return number;
  }

  /** What is written, whatever clock it is meant for. */
  default LocalDateTime digits() {
    return switch (this) {
      case Day day -> day.date().atStartOfDay();
      case Floating floating -> floating.time();
      case Placed placed -> placed.time();
    };
  }
}
