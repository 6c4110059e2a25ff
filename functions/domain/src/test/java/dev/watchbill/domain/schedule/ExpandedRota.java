package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift.RecurrentEvent;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Shift.SingleEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * Who is on call as the specification writes it: each group of a rotation has a base date and a
 * rule of its own with interval × groups, expanded by lib-recur from the very first instance.
 */
final class ExpandedRota {

  private ExpandedRota() {}

  static List<NaiveRota.Event> events(List<Shift> shifts, ZoneId zone, Instant from, Instant to) {
    List<NaiveRota.Event> events = new ArrayList<>();
    LocalDateTime last = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusDays(2);
    for (Shift shift : shifts) {
      switch (shift) {
        case SingleEvent single ->
            add(shift, zone, shift.details().start(), single.users(), events);
        case Shift.Override override ->
            add(shift, zone, shift.details().start(), override.users(), events);
        case RecurrentEvent recurrent ->
            expand(
                rule(recurrent.recurrence(), recurrent.recurrence().step()),
                shift.details().start(),
                last,
                start -> add(shift, zone, start, recurrent.users(), events));
        case RollingUsers rotation -> rotation(rotation, zone, last, events);
      }
    }
    return events.stream()
        .filter(event -> event.start().isBefore(to) && event.end().isAfter(from))
        .toList();
  }

  private static void add(
      Shift shift,
      ZoneId zone,
      LocalDateTime start,
      List<String> users,
      List<NaiveRota.Event> events) {
    events.add(NaiveRota.event(shift, zone, start, users));
  }

  private static void rotation(
      RollingUsers rotation, ZoneId zone, LocalDateTime last, List<NaiveRota.Event> events) {
    Recurrence rule = rotation.recurrence();
    int groups = rotation.groups().size();
    int first = rotation.startIndex() == null ? 0 : rotation.startIndex();
    LocalDateTime cursor = NaiveRota.first(rotation);
    if (rule.frequency() == Frequency.DAILY && !rule.byDay().isEmpty()) {
      byWeekday(rotation, zone, cursor, last, events);
      return;
    }
    for (int turn = 0; turn < groups; turn++) {
      List<String> users = rotation.groups().get((first + turn) % groups);
      expand(
          rule(rule, (long) rule.step() * groups),
          cursor,
          last,
          start -> add(rotation, zone, start, users, events));
      cursor = nextTurn(rule, cursor);
    }
  }

  /** The first start of the turn after the one that has this start. */
  private static LocalDateTime nextTurn(Recurrence rule, LocalDateTime cursor) {
    return switch (rule.frequency()) {
      case HOURLY -> cursor.plusHours(rule.step());
      case DAILY -> cursor.plusDays(rule.step());
      case MONTHLY -> cursor.plusMonths(rule.step());
      case WEEKLY -> {
        LocalDate week = cursor.toLocalDate();
        while (week.getDayOfWeek() != rule.weekBegins()) week = week.minusDays(1);
        week = week.plusWeeks(rule.step());
        List<DayOfWeek> days =
            rule.byDay().isEmpty() ? List.of(cursor.getDayOfWeek()) : rule.byDay();
        while (!days.contains(week.getDayOfWeek())) week = week.plusDays(1);
        yield week.atTime(cursor.toLocalTime());
      }
    };
  }

  private static void byWeekday(
      RollingUsers rotation,
      ZoneId zone,
      LocalDateTime first,
      LocalDateTime last,
      List<NaiveRota.Event> events) {
    Recurrence rule = rotation.recurrence();
    int groups = rotation.groups().size();
    int index = rotation.startIndex() == null ? 0 : rotation.startIndex();
    Set<String> seen = new HashSet<>();
    List<LocalDateTime> bases = new ArrayList<>();
    List<List<String>> users = new ArrayList<>();
    int taken = 0;
    for (LocalDateTime day = first; ; day = day.plusDays(1)) {
      if (!rule.byDay().contains(day.getDayOfWeek())) continue;
      int group = (taken / rule.step() + index) % groups;
      if (!seen.add(group + " " + day.getDayOfWeek() + " " + taken % rule.step())) break;
      bases.add(day);
      users.add(rotation.groups().get(group));
      taken++;
    }
    for (int i = 0; i < bases.size(); i++) {
      List<String> members = users.get(i);
      expand(
          "FREQ=WEEKLY;INTERVAL=" + bases.size() / rule.byDay().size(),
          bases.get(i),
          last,
          start -> add(rotation, zone, start, members, events));
    }
  }

  private static String rule(Recurrence rule, long interval) {
    String text =
        "FREQ="
            + rule.frequency()
            + ";INTERVAL="
            + interval
            + ";WKST="
            + rule.weekBegins().name().substring(0, 2);
    if (!rule.byDay().isEmpty()) {
      text +=
          ";BYDAY="
              + rule.byDay().stream()
                  .map(day -> day.name().substring(0, 2))
                  .collect(Collectors.joining(","));
    }
    if (!rule.byMonth().isEmpty()) text += ";BYMONTH=" + joined(rule.byMonth());
    if (!rule.byMonthDay().isEmpty()) text += ";BYMONTHDAY=" + joined(rule.byMonthDay());
    return text;
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static void expand(
      String rule, LocalDateTime first, LocalDateTime last, Consumer<LocalDateTime> out) {
    out.accept(first);
    try {
      RecurrenceRuleIterator iterator =
          new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_LAX)
              .iterator(new DateTime(DateTime.UTC, first.toEpochSecond(ZoneOffset.UTC) * 1000L));
      while (iterator.hasNext()) {
        LocalDateTime start =
            LocalDateTime.ofEpochSecond(iterator.peekMillis() / 1000L, 0, ZoneOffset.UTC);
        if (start.isAfter(last)) return;
        if (start.isAfter(first)) out.accept(start);
        iterator.nextMillis();
      }
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(rule, e);
    } catch (IllegalArgumentException nothingForLong) {
      // Here no rule rests for so long and comes again within the years that are looked at.
      return;
    }
  }
}
