package dev.watchbill.domain.schedule.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One VEVENT, understood.
 *
 * @param label how a problem names it
 * @param id what {@link dev.watchbill.domain.schedule.Occurrence#shift} says of it: UID, SEQUENCE
 *     if it is not zero, RECURRENCE-ID if there is one (spec oncall-behaviour §8.8)
 * @param sequence null = never said
 * @param instanceOf which instance of the series of its UID it stands for
 * @param andFuture whether it stands for all later instances too: RANGE=THISANDFUTURE
 * @param clock on which {@code start} is read
 * @param length on the wall clock, whatever the clock does meanwhile
 * @param names that may each be somebody, without their {@code [L1]}
 * @param invited whom it means when no name is anybody: its only ATTENDEE, as an address; or null
 */
record Event(
    String label,
    String uid,
    String id,
    @Nullable Long sequence,
    @Nullable Moment instanceOf,
    boolean andFuture,
    boolean cancelled,
    boolean allDay,
    Clock clock,
    LocalDateTime start,
    Duration length,
    int level,
    List<String> names,
    @Nullable Invited invited,
    @Nullable Series series) {

  private static final Duration A_DAY = Duration.ofDays(1);

  /**
   * @param address without its {@code mailto:}
   * @param written as it stands in the calendar
   */
  record Invited(String address, String written) {}

  /** The same one, with what other events of its UID change. */
  Event with(Changes changes) {
    Series rest =
        series == null
            ? new Series(null, List.of(), Left.nothing(), changes)
            : new Series(series.rule(), series.added(), series.left(), changes);
    return new Event(
        label,
        uid,
        id,
        sequence,
        instanceOf,
        andFuture,
        cancelled,
        allDay,
        clock,
        start,
        length,
        level,
        names,
        invited,
        rest);
  }

  /**
   * What makes a series of it.
   *
   * @param rule null when only dates are added
   * @param left what EXDATE leaves out
   * @param changes shared by all events of one UID
   */
  record Series(@Nullable Rule rule, List<Added> added, Left left, Changes changes) {}

  /**
   * An RDATE.
   *
   * @param length null = as long as the others
   */
  record Added(LocalDateTime start, @Nullable Duration length) {}

  /** Instances of a series that are left out. */
  record Left(Set<Instant> instants, Set<LocalDateTime> times, Set<LocalDate> days) {

    static Left nothing() {
      return new Left(new HashSet<>(), new HashSet<>(), new HashSet<>());
    }

    boolean holds(LocalDateTime shown, Instant at) {
      return instants.contains(at)
          || times.contains(shown)
          || !days.isEmpty() && days.contains(shown.toLocalDate());
    }

    /**
     * @param days whether the series is one of whole days: then every form names a day
     * @param own the clock of the series
     */
    void add(Moment moment, boolean days, Clock own) {
      if (days) {
        this.days.add(moment.day(own));
        return;
      }
      switch (moment) {
        case Moment.Day day -> this.days.add(day.date());
        case Moment.Floating floating -> times.add(floating.time());
        case Moment.Placed placed -> instants.add(placed.instant());
      }
    }
  }

  /**
   * What events with a RECURRENCE-ID make of the series of their UID.
   *
   * @param replaced the instances that they stand for
   * @param future by the instant of the first instance that they stand for: from there on the
   *     series is as they say, until the next one
   * @param back how much earlier than the series says one of its instances may begin, at most
   * @param ahead how much later one may be over, at most
   */
  record Changes(
      Left replaced, NavigableMap<Instant, Event> future, Duration back, Duration ahead) {

    static final Changes NONE =
        new Changes(Left.nothing(), new TreeMap<>(), Duration.ZERO, Duration.ZERO);

    /** Of events that all have a RECURRENCE-ID, for a series of days or not, on its clock. */
    static Changes of(List<Event> events, boolean days, Clock own) {
      Left replaced = Left.nothing();
      NavigableMap<Instant, Event> future = new TreeMap<>();
      Duration back = Duration.ZERO;
      Duration ahead = Duration.ZERO;
      for (Event event : events) {
        Moment instance = Objects.requireNonNull(event.instanceOf);
        replaced.add(instance, days, own);
        if (!event.andFuture) continue;
        LocalDateTime from =
            days ? instance.day(own).atStartOfDay() : instance.shown(own); // of a day: its begin
        future.put(own.instantOf(from), event);
        Duration moved = Duration.between(from, event.start);
        if (moved.minus(A_DAY).compareTo(back) < 0) back = moved.minus(A_DAY);
        if (moved.plus(event.length).compareTo(ahead) > 0) ahead = moved.plus(event.length);
      }
      return new Changes(replaced, future, back.negated(), ahead);
    }

    /** What an instance that starts then has become; null = it is as the series says. */
    @Nullable Event at(Instant original) {
      Map.Entry<Instant, Event> change = future.floorEntry(original);
      return change == null ? null : change.getValue();
    }
  }

  /** How much later on the wall clock a change lets instances of this series begin. */
  Duration movedBy(Event change) {
    Moment instance = Objects.requireNonNull(change.instanceOf);
    LocalDateTime original =
        allDay
            ? instance.day(clock).atStartOfDay()
            : instance instanceof Moment.Day(LocalDate date)
                ? date.atTime(start.toLocalTime())
                : instance.shown(clock);
    return Duration.between(original, change.start);
  }
}
