package dev.watchbill.domain.schedule.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One VEVENT, understood.
 *
 * @param label how a problem names it
 * @param id what {@link dev.watchbill.domain.schedule.Occurrence#shift} says of it: UID, SEQUENCE
 *     if it is not zero, RECURRENCE-ID if there is one (spec oncall-behaviour §8.8)
 * @param sequence null = never said
 * @param instanceOf which instance of the series of its UID it stands for
 * @param clock on which {@code start} is read; days and floating times count as UTC
 * @param length on the wall clock, whatever the clock does meanwhile
 * @param names that may each be somebody, without their {@code [L1]}
 */
record Event(
    String label,
    String uid,
    String id,
    @Nullable Long sequence,
    @Nullable Moment instanceOf,
    boolean cancelled,
    boolean allDay,
    Clock clock,
    LocalDateTime start,
    Duration length,
    int level,
    List<String> names,
    @Nullable Series series) {

  /** The same one, but for the instances that other events stand for. */
  Event without(List<Moment> instances) {
    var left = new Left(new HashSet<>(), new HashSet<>(), new HashSet<>());
    if (series != null) {
      left.instants().addAll(series.left().instants());
      left.times().addAll(series.left().times());
      left.days().addAll(series.left().days());
    }
    instances.forEach(left::add);
    var rest =
        series == null
            ? new Series(null, List.of(), left)
            : new Series(series.rule(), series.added(), left);
    return new Event(
        label,
        uid,
        id,
        sequence,
        instanceOf,
        cancelled,
        allDay,
        clock,
        start,
        length,
        level,
        names,
        rest);
  }

  /**
   * What makes a series of it.
   *
   * @param rule null when only dates are added
   */
  record Series(@Nullable Rule rule, List<Added> added, Left left) {}

  /**
   * An RDATE.
   *
   * @param length null = as long as the others
   */
  record Added(LocalDateTime start, @Nullable Duration length) {}

  /** What EXDATE and instances of their own leave out. */
  record Left(Set<Instant> instants, Set<LocalDateTime> times, Set<LocalDate> days) {

    boolean holds(LocalDateTime shown, Instant at) {
      return instants.contains(at)
          || times.contains(shown)
          || !days.isEmpty() && days.contains(shown.toLocalDate());
    }

    void add(Moment moment) {
      switch (moment) {
        case Moment.Day day -> days.add(day.date());
        case Moment.Floating floating -> times.add(floating.time());
        case Moment.Placed placed -> instants.add(placed.instant());
      }
    }
  }
}
