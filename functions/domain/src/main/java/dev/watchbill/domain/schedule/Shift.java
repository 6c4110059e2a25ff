package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source of on-call time (spec oncall-api §4, oncall-behaviour §8.2). Which of its fields are
 * shown for which type is the wire's business; what they mean is told here.
 */
// An override is what people who carry pagers call it; so @Override means another thing in here.
@SuppressWarnings({"JavaLangClash", "MissingOverride"})
public sealed interface Shift {

  /** The longest event that is calculated; what a client asks beyond it is the wire's refusal. */
  Duration LONGEST = Duration.ofDays(366);

  /** What every shift has. */
  Details details();

  /** The same shift with other details. */
  Shift with(Details changed);

  default String id() {
    return details().id();
  }

  /** Everyone it names, in the order it names them, each once. */
  List<String> everyone();

  /** Its rule; empty for those that happen once. */
  Optional<Recurrence> repeats();

  /** Starts after this instant are none of its own; empty for those that never end. */
  Optional<Instant> until();

  /** {@code single_event}: once, all its users together. */
  record SingleEvent(Details details, List<String> users, @Nullable Instant ends) implements Shift {

    public SingleEvent {
      users = List.copyOf(users);
    }

    public SingleEvent with(Details changed) {
      return new SingleEvent(changed, users, ends);
    }

    public List<String> everyone() {
      return users.stream().distinct().toList();
    }

    public Optional<Recurrence> repeats() {
      return Optional.empty();
    }

    public Optional<Instant> until() {
      return Optional.ofNullable(ends);
    }
  }

  /**
   * {@code recurrent_event}: by a rule, all its users together each time. The event at {@code
   * start} always counts, even if the rule does not name its day (spec oncall-behaviour §8.3).
   */
  record RecurrentEvent(Details details, Recurrence recurrence, List<String> users)
      implements Shift {

    public RecurrentEvent {
      users = List.copyOf(users);
    }

    public RecurrentEvent with(Details changed) {
      return new RecurrentEvent(changed, recurrence, users);
    }

    public RecurrentEvent with(Recurrence changed) {
      return new RecurrentEvent(details, changed, users);
    }

    public List<String> everyone() {
      return users.stream().distinct().toList();
    }

    public Optional<Recurrence> repeats() {
      return Optional.of(recurrence);
    }

    public Optional<Instant> until() {
      return Optional.ofNullable(recurrence.until());
    }
  }

  /**
   * {@code rolling_users}: groups take turns, one group a period (spec oncall-behaviour §8.4).
   *
   * @param groups in order of their turns; an empty group keeps its turn with nobody on call. May
   *     be empty: then the shift has no events at all
   * @param startIndex which group has the period of {@code start}; null and anything beyond the
   *     list count as 0
   */
  record RollingUsers(
      Details details,
      Recurrence recurrence,
      List<List<String>> groups,
      @Nullable Integer startIndex)
      implements Shift {

    public RollingUsers {
      groups = groups.stream().map(group -> group.stream().distinct().toList()).toList();
    }

    public RollingUsers with(Details changed) {
      return new RollingUsers(changed, recurrence, groups, startIndex);
    }

    public RollingUsers with(Recurrence changed) {
      return new RollingUsers(details, changed, groups, startIndex);
    }

    public List<String> everyone() {
      return groups.stream().flatMap(List::stream).distinct().toList();
    }

    public Optional<Recurrence> repeats() {
      return Optional.of(recurrence);
    }

    public Optional<Instant> until() {
      return Optional.ofNullable(recurrence.until());
    }

    /** The index of the group that has the first period. */
    public int firstGroup() {
      return startIndex == null || startIndex < 0 || startIndex >= groups.size() ? 0 : startIndex;
    }
  }

  /**
   * {@code override}: once, all its users together, above every level (spec oncall-behaviour §8.2;
   * that all of them are on call is our choice).
   *
   * @param ends nothing of it lies at or after this instant; null = its whole duration
   */
  record Override(Details details, List<String> users, @Nullable Instant ends) implements Shift {

    public Override {
      users = List.copyOf(users);
    }

    public Override with(Details changed) {
      return new Override(changed, users, ends);
    }

    public List<String> everyone() {
      return users.stream().distinct().toList();
    }

    public Optional<Recurrence> repeats() {
      return Optional.empty();
    }

    public Optional<Instant> until() {
      return Optional.ofNullable(ends);
    }
  }

  /**
   * Who made it, as the wire numbers it. A shift from the web is cut to begin at rotation start.
   */
  enum Source {
    WEB,
    API,
    SLACK,
    TERRAFORM
  }

  /**
   * What every shift has.
   *
   * @param schedule the one schedule that owns it (shifts of web schedules, overrides that hang on
   *     a schedule); null for those that calendar schedules list
   * @param zone whose wall clock {@code start} and {@code rotationStart} are read on; null = the
   *     schedule's, see {@link Schedule#zoneOf}
   * @param level a higher one hides a lower one while it has somebody on call
   * @param start wall clock
   * @param rotationStart wall clock; occurrences before it are hidden but their turns count. Equal
   *     to {@code start} unless somebody said otherwise
   * @param duration on the wall clock: 09:00 plus 24 hours is the next 09:00, however long that day
   * @param effective when this shift is what it says; always, unless an edit of a begun rotation
   *     has split it ({@link RotationEdit})
   * @param replacedBy the shift that goes on where this one was ended by an edit; a shift that has
   *     one is kept only for its past
   */
  record Details(
      String id,
      String org,
      @Nullable String teamId,
      @Nullable String schedule,
      @Nullable String name,
      @Nullable ZoneId zone,
      int level,
      LocalDateTime start,
      LocalDateTime rotationStart,
      Duration duration,
      Source source,
      Effective effective,
      @Nullable String replacedBy,
      Instant createdAt,
      long version) {

    public Details withId(String other) {
      return copy(other, schedule, zone, duration, effective, replacedBy);
    }

    public Details withSchedule(@Nullable String owner) {
      return copy(id, owner, zone, duration, effective, replacedBy);
    }

    public Details withZone(@Nullable ZoneId other) {
      return copy(id, schedule, other, duration, effective, replacedBy);
    }

    public Details withDuration(Duration other) {
      return copy(id, schedule, zone, other, effective, replacedBy);
    }

    public Details withEffective(Effective changed) {
      return copy(id, schedule, zone, duration, changed, replacedBy);
    }

    public Details withReplacedBy(@Nullable String successor) {
      return copy(id, schedule, zone, duration, effective, successor);
    }

    /** Level, place and beginning stay; the rest is given. */
    private Details copy(
        String nextId,
        @Nullable String owner,
        @Nullable ZoneId nextZone,
        Duration nextDuration,
        Effective nextEffective,
        @Nullable String successor) {
      return new Details(
          nextId,
          org,
          teamId,
          owner,
          name,
          nextZone,
          level,
          start,
          rotationStart,
          nextDuration,
          source,
          nextEffective,
          successor,
          createdAt,
          version);
    }
  }

  /**
   * When a shift is what it says: whatever of its occurrences lies outside is cut away.
   *
   * @param from null = since ever
   * @param to exclusive; null = for good
   */
  record Effective(@Nullable Instant from, @Nullable Instant to) {

    /** Since ever and for good. */
    public static final Effective ALWAYS = new Effective(null, null);

    public Effective endingAt(Instant end) {
      return new Effective(from, to == null || end.isBefore(to) ? end : to);
    }

    public Effective beginningAt(Instant begin) {
      return new Effective(from == null || begin.isAfter(from) ? begin : from, to);
    }
  }

  /**
   * The instant at which a wall clock shows this time: of two the first, and for one that the clock
   * skips the offset before the change (spec oncall-api §4.5, RFC 5545 §3.3.5). Never an error.
   */
  static Instant instantOf(LocalDateTime wallClock, ZoneId zone) {
    return instantOf(wallClock, zone.getRules());
  }

  /** As {@link #instantOf(LocalDateTime, ZoneId)}, on any clock. */
  static Instant instantOf(LocalDateTime wallClock, ZoneRules clock) {
    ZoneOffsetTransition change = clock.getTransition(wallClock);
    return wallClock.toInstant(
        change == null ? clock.getOffset(wallClock) : change.getOffsetBefore());
  }

  /**
   * When an event ends that begins at this wall-clock time: its length is counted on the wall
   * clock, so that 09:00 and a day is the next 09:00. Where the clock skips the beginning, the
   * event has moved, and so has the end of one that is shorter than a day: it keeps its length (RFC
   * 5545 §3.3.5). A day or more still ends at its wall-clock time, when the next one begins.
   *
   * @param length not negative; a positive one never makes an event of no length
   */
  static Instant endOf(LocalDateTime start, Duration length, ZoneRules clock) {
    Instant end = instantOf(start.plus(length), clock);
    ZoneOffsetTransition change = clock.getTransition(start);
    if (change == null || !change.isGap()) return end;
    Instant begin = start.toInstant(change.getOffsetBefore());
    // Also in the zones that have skipped a whole day.
    return length.toDays() < 1 || !end.isAfter(begin) ? begin.plus(length) : end;
  }
}
