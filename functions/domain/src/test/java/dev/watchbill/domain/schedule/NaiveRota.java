package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Shift.RecurrentEvent;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Shift.SingleEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Who is on call, the slow and obvious way: every hour or day since the start is looked at, and
 * asked whether the rule has it. Only rotations whose every period has a start.
 */
final class NaiveRota {

  /** These people, at this layer. */
  record Event(Instant start, Instant end, int layer, List<String> users) {}

  private NaiveRota() {}

  static Set<String> at(List<Event> events, Instant at) {
    int top = Integer.MIN_VALUE;
    Set<String> users = new TreeSet<>();
    for (Event event : events) {
      if (event.start().isAfter(at) || !event.end().isAfter(at)) continue;
      List<String> able = event.users().stream().filter(user -> !user.equals("u7")).toList();
      if (able.isEmpty() || event.layer() < top) continue;
      if (event.layer() > top) users.clear();
      top = event.layer();
      users.addAll(able);
    }
    return users;
  }

  static List<Event> events(List<Shift> shifts, ZoneId zone, Instant from, Instant to) {
    List<Event> events = new ArrayList<>();
    for (Shift shift : shifts) {
      LocalDateTime last = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusDays(2);
      walk(
          shift,
          last,
          (start, users) -> {
            Event event = event(shift, zone, start, users);
            if (event.start().isBefore(to) && event.end().isAfter(from)) events.add(event);
          });
    }
    return events;
  }

  static Event event(Shift shift, ZoneId zone, LocalDateTime start, List<String> users) {
    ZoneId own = shift.details().zone();
    ZoneId read = own != null ? own : shift instanceof Shift.Override ? ZoneOffset.UTC : zone;
    int layer = shift instanceof Shift.Override ? 1_000 : shift.details().level();
    Duration duration = shift.details().duration();
    boolean skipped = read.getRules().getValidOffsets(start).isEmpty();
    Instant end =
        skipped && duration.compareTo(Duration.ofHours(24)) < 0
            ? place(start, read).plus(duration)
            : place(start.plus(duration), read);
    return new Event(place(start, read), end, layer, users);
  }

  /** Skipped: the offset before the change. Twice: the first. */
  private static Instant place(LocalDateTime wall, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(wall);
    if (!offsets.isEmpty()) return wall.toInstant(offsets.get(0));
    // java.time moves a skipped time forward by the length of the gap: the same instant.
    return wall.atZone(zone).toInstant();
  }

  private static void walk(
      Shift shift, LocalDateTime last, BiConsumer<LocalDateTime, List<String>> out) {
    LocalDateTime start = shift.details().start();
    switch (shift) {
      case SingleEvent single -> out.accept(start, single.users());
      case Shift.Override override -> out.accept(start, override.users());
      case RecurrentEvent recurrent -> {
        out.accept(start, recurrent.users());
        for (LocalDateTime at = next(recurrent.recurrence(), start);
            !at.isAfter(last);
            at = next(recurrent.recurrence(), at)) {
          if (matches(recurrent.recurrence(), start, at)) out.accept(at, recurrent.users());
        }
      }
      case RollingUsers rotation -> walk(rotation, last, out);
    }
  }

  private static void walk(
      RollingUsers rotation, LocalDateTime last, BiConsumer<LocalDateTime, List<String>> out) {
    Recurrence rule = rotation.recurrence();
    LocalDateTime first = first(rotation);
    boolean byDay = rule.frequency() == Recurrence.Frequency.DAILY && !rule.byDay().isEmpty();
    int selected = 0;
    for (LocalDateTime at = first; !at.isAfter(last); at = next(rule, at)) {
      if (byDay) {
        if (!rule.byDay().contains(at.getDayOfWeek())) continue;
        out.accept(at, group(rotation, selected++ / rule.step()));
      } else if (matches(rule, first, at)) {
        out.accept(at, group(rotation, period(rule, first, at) / rule.step()));
      }
    }
  }

  private static List<String> group(RollingUsers rotation, long turn) {
    int first = rotation.startIndex() == null ? 0 : rotation.startIndex();
    return rotation.groups().get((int) ((turn + first) % rotation.groups().size()));
  }

  static LocalDateTime first(RollingUsers rotation) {
    LocalDateTime start = rotation.details().start();
    List<DayOfWeek> days = rotation.recurrence().byDay();
    if (days.isEmpty() || days.contains(start.getDayOfWeek())) return start;
    DayOfWeek day = rotation.recurrence().weekBegins();
    while (!days.contains(day)) day = day.plus(1);
    LocalDateTime at = start;
    while (at.getDayOfWeek() != day) at = at.plusDays(1);
    return at;
  }

  private static LocalDateTime next(Recurrence rule, LocalDateTime at) {
    return rule.frequency() == Recurrence.Frequency.HOURLY ? at.plusHours(1) : at.plusDays(1);
  }

  private static boolean matches(Recurrence rule, LocalDateTime first, LocalDateTime at) {
    if (period(rule, first, at) % rule.step() != 0) return false;
    if (!rule.byMonth().isEmpty() && !rule.byMonth().contains(at.getMonthValue())) return false;
    boolean monthDay = rule.byMonthDay().isEmpty();
    for (int day : rule.byMonthDay()) {
      int length = at.toLocalDate().lengthOfMonth();
      if (at.getDayOfMonth() == (day > 0 ? day : length + 1 + day)) monthDay = true;
    }
    if (!monthDay) return false;
    return switch (rule.frequency()) {
      case HOURLY, DAILY -> rule.byDay().isEmpty() || rule.byDay().contains(at.getDayOfWeek());
      case WEEKLY ->
          rule.byDay().isEmpty()
              ? at.getDayOfWeek() == first.getDayOfWeek()
              : rule.byDay().contains(at.getDayOfWeek());
      case MONTHLY -> !rule.byMonthDay().isEmpty() || at.getDayOfMonth() == first.getDayOfMonth();
    };
  }

  private static long period(Recurrence rule, LocalDateTime first, LocalDateTime at) {
    return switch (rule.frequency()) {
      case HOURLY -> ChronoUnit.HOURS.between(first, at);
      case DAILY -> ChronoUnit.DAYS.between(first, at);
      case WEEKLY -> {
        LocalDate week = first.toLocalDate();
        while (week.getDayOfWeek() != rule.weekBegins()) week = week.minusDays(1);
        yield ChronoUnit.DAYS.between(week, at.toLocalDate()) / 7;
      }
      case MONTHLY ->
          (at.getYear() - first.getYear()) * 12L + at.getMonthValue() - first.getMonthValue();
    };
  }
}
