package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar feed tells, before it is written as iCalendar (spec oncall-behaviour §8.12).
 *
 * @param name of the calendar
 * @param made when it was made
 * @param events by start
 */
public record CalendarFeed(String name, Instant made, List<Event> events) {

  private static final Duration BACK = Duration.ofDays(15);
  private static final Duration AHEAD = Duration.ofDays(180);

  /** Hours and then seconds, as the original writes it. */
  private static final DateTimeFormatter UID = DateTimeFormatter.ofPattern("uuuuMMddHHss");

  public CalendarFeed {
    events = List.copyOf(events);
  }

  /** One person's time on call. */
  public record Event(String uid, String summary, Instant start, Instant end, boolean override) {}

  /** Makes the text of a feed. */
  public interface Writer {
    String write(CalendarFeed feed);

    /** The same for a schedule's feed, with what it told before and is no longer so. */
    default String write(CalendarFeed feed, String org, String schedule) {
      return write(feed);
    }
  }

  /** From midnight fifteen days ago, 180 days ahead. */
  public static Window window(Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    return new Window(today.minus(BACK), today.plus(AHEAD));
  }

  /**
   * The events of a schedule.
   *
   * @param of only those of this user; null = everybody's
   * @param summary what an event of a user is called
   */
  public static List<Event> events(
      FinalSchedule schedule, @Nullable String of, Function<String, String> summary) {
    List<Event> events = new ArrayList<>();
    for (Occurrence piece : schedule.pieces()) {
      for (String user : piece.users()) {
        if (of != null && !of.equals(user)) continue;
        String start = UID.format(LocalDateTime.ofInstant(piece.start(), ZoneOffset.UTC));
        events.add(
            new Event(
                piece.shift() + "-" + start + "-" + user,
                summary.apply(user),
                piece.start(),
                piece.end(),
                piece.override()));
      }
    }
    return events;
  }
}
