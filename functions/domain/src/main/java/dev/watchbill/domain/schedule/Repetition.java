package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/*
 * Any rule a calendar may bring, also FREQ=SECONDLY since 1970. Without a count a rule goes on alike when it is begun
 * any whole number of its steps later, so it is begun shortly before what is asked for; with a count every instance
 * must be walked, and the walk is bounded.
 */
/** The starts of an RFC 5545 rule on a wall clock, as an imported calendar writes it. */
public final class Repetition {

  /** Instances that are walked for one question; what lies behind is not seen. */
  public static final int MOST = 100_000;

  /** Times that a rule is begun anew behind 1,000 periods without an instance. */
  private static final int ANEW = 2_000;

  /** Periods that are known to be empty when lib-recur gives up. */
  private static final int EMPTY_PERIODS = 900;

  private final RecurrenceRule rule;
  private final LocalDateTime first;
  private final ZoneId zone;
  private final @Nullable DateTime until;

  /**
   * @param rule the value of an RRULE line
   * @param first DTSTART on the wall clock; it is a start only where the rule says so
   * @param zone of that wall clock: an UNTIL in UTC is an instant
   * @throws IllegalArgumentException where {@link #problem} has something to say
   */
  public Repetition(String rule, LocalDateTime first, ZoneId zone) {
    try {
      this.rule = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_LAX);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    this.first = first.truncatedTo(ChronoUnit.SECONDS);
    this.zone = zone;
    this.until = this.rule.getUntil();
    if (until != null) this.rule.setUntil(null);
  }

  /** Why this is no rule; empty if it is one. */
  public static Optional<String> problem(String rule) {
    try {
      new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_LAX);
      return Optional.empty();
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      return Optional.of("not a recurrence rule: " + e.getMessage());
    }
  }

  /**
   * @param whole false when {@link #MOST} instances were walked and there may be more
   */
  public record Starts(List<LocalDateTime> times, boolean whole) {
    public Starts {
      times = List.copyOf(times);
    }
  }

  /** The starts at or after {@code from} and before {@code end}, in order, at most so many. */
  public Starts between(LocalDateTime from, LocalDateTime end, int most) {
    List<LocalDateTime> times = new ArrayList<>();
    Integer count = rule.getCount();
    boolean counted = count != null;
    int left = count == null ? 0 : count;
    long period = counted ? 0 : periodBefore(from);
    RecurrenceRule walk = rule;
    LocalDateTime after = from.minusSeconds(1);
    int walked = 0;
    for (int anew = 0; anew < ANEW; anew++) {
      LocalDateTime anchor = anchor(period);
      if (!anchor.isBefore(end)) return new Starts(times, true);
      LocalDateTime seen = anchor;
      LocalDateTime done = null;
      try {
        RecurrenceRuleIterator iterator =
            walk.iterator(new DateTime(DateTime.UTC, anchor.toEpochSecond(ZoneOffset.UTC) * 1000L));
        if (!counted && after.isAfter(anchor)) {
          iterator.fastForward(after.toEpochSecond(ZoneOffset.UTC) * 1000L);
        }
        while (iterator.hasNext()) {
          seen =
              LocalDateTime.ofEpochSecond(
                  Math.floorDiv(iterator.peekMillis(), 1000L), 0, ZoneOffset.UTC);
          if (!seen.isBefore(end) || ended(seen)) return new Starts(times, true);
          if (seen.isAfter(after)) {
            if (times.size() >= most) return new Starts(times, true);
            times.add(seen);
            after = seen;
          }
          if (++walked >= MOST) return new Starts(times, false);
          left--;
          done = seen;
          iterator.nextMillis();
        }
        return new Starts(times, true);
      } catch (IllegalArgumentException | IllegalStateException tooManyEmptyPeriods) {
        // A rule that can never come again, like 31 February, or one that rests for long. The last
        // instance may have been taken already: only those behind it are still to come.
        if (!jumps() || (counted && left <= 0)) return new Starts(times, true);
        period = Math.max(period, done == null ? 0 : periodBefore(done)) + EMPTY_PERIODS;
        if (counted) walk = withCount(left);
      }
    }
    return new Starts(times, false);
  }

  private RecurrenceRule withCount(int left) {
    try {
      RecurrenceRule shorter =
          new RecurrenceRule(rule.toString(), RecurrenceRule.RfcMode.RFC5545_LAX);
      shorter.setCount(left);
      return shorter;
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalStateException(e); // it was a rule before
    }
  }

  private boolean ended(LocalDateTime start) {
    if (until == null) return false;
    if (until.isAllDay()) {
      return start.toLocalDate().toEpochDay() > Math.floorDiv(until.getTimestamp(), 86_400_000L);
    }
    if (until.isFloating()) {
      return start.toEpochSecond(ZoneOffset.UTC) * 1000L > until.getTimestamp();
    }
    return Shift.instantOf(start, zone).isAfter(Instant.ofEpochMilli(until.getTimestamp()));
  }

  /** Whether it may be begun anew later: what it takes from its first day must be the same then. */
  private boolean jumps() {
    return switch (unit()) {
      case MONTHS -> first.getDayOfMonth() <= 28;
      case YEARS -> first.getDayOfYear() <= 59 && !rule.hasPart(Part.BYWEEKNO);
      default -> true;
    };
  }

  /** A period that lies wholly before this time, or the first one. */
  private long periodBefore(LocalDateTime at) {
    if (!jumps() || !at.isAfter(first)) return 0;
    return Math.max(0, unit().between(first, at) / rule.getInterval() - 2);
  }

  private LocalDateTime anchor(long period) {
    return first.plus(Math.multiplyExact(period, (long) rule.getInterval()), unit());
  }

  private ChronoUnit unit() {
    Freq frequency = rule.getFreq();
    return switch (frequency) {
      case SECONDLY -> ChronoUnit.SECONDS;
      case MINUTELY -> ChronoUnit.MINUTES;
      case HOURLY -> ChronoUnit.HOURS;
      case DAILY -> ChronoUnit.DAYS;
      case WEEKLY -> ChronoUnit.WEEKS;
      case MONTHLY -> ChronoUnit.MONTHS;
      case YEARLY -> ChronoUnit.YEARS;
    };
  }
}
