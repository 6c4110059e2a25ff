package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Turns.Turn;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/*
 * A daily rotation with weekdays: the selected days are taken one by one, interval days in a row for each group, until
 * a combination of group, weekday and place in the row comes again; each combination then recurs weekly, every
 * (combinations / weekdays) weeks (spec oncall-behaviour §8.4, last paragraph). Without by_month that is the same as
 * counting selected days, which we do; with it, some combinations never come, so each keeps its own series.
 * Here rotation_start hides nothing: the recorded answers show turns before it. Shifts of the web are still cut there.
 */
/** Whose turn it is where turns go by selected weekday. */
final class WeekdayTurns {

  private final RollingUsers shift;
  private final Recurrence recurrence;
  private final LocalDateTime first;
  private final int groups;
  private final List<DayOfWeek> days;

  /**
   * @param first the first selected day
   */
  WeekdayTurns(RollingUsers shift, LocalDateTime first) {
    this.shift = shift;
    this.recurrence = shift.recurrence();
    this.first = first;
    this.groups = shift.groups().size();
    this.days = recurrence.byDay().stream().distinct().toList();
  }

  void forEach(LocalDateTime from, LocalDateTime end, Predicate<Turn> more) {
    if (counted()) {
      everyDay(days, 1, first)
          .forEach(from, end, start -> more.test(new Turn(start, group(selectedDays(start)))));
      return;
    }
    Map<Combination, LocalDateTime> bases = bases();
    long weeks = Math.max(1, bases.size() / days.size());
    boolean[] goOn = {true};
    bases.forEach(
        (combination, base) -> {
          if (!goOn[0]) return;
          everyDay(List.of(combination.day()), weeks, base)
              .forEach(
                  from, end, start -> goOn[0] = more.test(new Turn(start, combination.group())));
        });
  }

  /** The first day of the combination a turn belongs to. */
  LocalDateTime base(Turn turn) {
    LocalDateTime start = turn.start();
    if (!counted()) {
      return bases().entrySet().stream()
          .filter(of -> of.getKey().group() == turn.group())
          .filter(of -> of.getKey().day() == start.getDayOfWeek())
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(start);
    }
    long combinations = lcm((long) groups * recurrence.step(), days.size());
    long base = selectedDays(start) % combinations;
    LocalDateTime[] found = {start};
    everyDay(days, 1, first)
        .forEach(
            first,
            start,
            day -> {
              if (selectedDays(day) != base) return true;
              found[0] = day;
              return false;
            });
    return found[0];
  }

  private boolean counted() {
    return recurrence.byMonth().isEmpty() && recurrence.byMonthDay().isEmpty();
  }

  private Series everyDay(List<DayOfWeek> which, long weeks, LocalDateTime from) {
    Recurrence weekly =
        new Recurrence(
            Frequency.WEEKLY,
            1,
            which,
            recurrence.byMonth(),
            recurrence.byMonthDay(),
            recurrence.weekStart(),
            null);
    return new Series(weekly, from, weeks);
  }

  private int group(long day) {
    return (int) ((day / recurrence.step() + shift.firstGroup()) % groups);
  }

  /** How many selected days lie between the first one and this one. */
  private long selectedDays(LocalDateTime start) {
    long all = ChronoUnit.DAYS.between(first.toLocalDate(), start.toLocalDate());
    long count = all / 7 * days.size();
    for (int i = 0; i < all % 7; i++) {
      if (days.contains(first.getDayOfWeek().plus(i))) count++;
    }
    return count;
  }

  private static long lcm(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return a / x * b;
  }

  private record Combination(int group, DayOfWeek day, int place) {}

  /** The first day of each combination, in order, up to the first that comes again. */
  private Map<Combination, LocalDateTime> bases() {
    Map<Combination, LocalDateTime> bases = new LinkedHashMap<>();
    Set<Combination> seen = new HashSet<>();
    long[] taken = {0};
    everyDay(days, 1, first)
        .forEach(
            first,
            first.plus(Series.SEARCH),
            day -> {
              Combination next =
                  new Combination(
                      group(taken[0]), day.getDayOfWeek(), (int) (taken[0] % recurrence.step()));
              taken[0]++;
              if (!seen.add(next)) return false;
              bases.put(next, day);
              return true;
            });
    return bases;
  }
}
