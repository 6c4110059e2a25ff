package dev.watchbill.domain.schedule.ical;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/*
 * A rule is walked on the wall clock, without a zone; each start is placed in time afterwards. So UNTIL is taken out of the rule and
 * compared with what was placed. It is an instant of UTC also where it has no Z (as recorded); a bare date includes its day, on the
 * event's own clock.
 */
/** An RRULE. */
final class Rule {

  private final RecurrenceRule rule;
  private final @Nullable Moment until;
  private final long width;

  /** Years from one period to the next. */
  private final long step;

  private Rule(RecurrenceRule rule, @Nullable Moment until, long width, long step) {
    this.rule = rule;
    this.until = until;
    this.width = width;
    this.step = step;
  }

  /**
   * @throws IllegalArgumentException when it is none, with what of it is not understood
   */
  static Rule of(String text) {
    if (text.length() > CalendarLimits.RULE_CHARS) {
      throw new IllegalArgumentException(text.length() + " characters");
    }
    RuleParts parts = RuleParts.of(text);
    try {
      String interval = parts.get("INTERVAL");
      long step = interval == null ? 0 : years(parts.get("FREQ"), interval);
      if (step > CalendarLimits.YEARS) {
        throw new IllegalArgumentException("INTERVAL=" + interval);
      }
      String until = parts.get("UNTIL");
      var rule = new RecurrenceRule(parts.walked(), RfcMode.RFC5545_LAX);
      for (String name : parts.lists()) {
        // A combination that the library would not look at.
        if (!rule.hasPart(Part.valueOf(name))) throw new IllegalArgumentException(name);
      }
      return new Rule(rule, until == null ? null : Moment.of(until), width(rule, parts), step);
    } catch (InvalidRecurrenceRuleException | java.time.DateTimeException e) {
      throw new IllegalArgumentException(text.strip(), e);
    }
  }

  /** The library counts the months of each step. */
  private static long years(@Nullable String frequency, String interval) {
    long periods = Long.parseLong(interval);
    return switch (String.valueOf(frequency)) {
      case "YEARLY" -> periods;
      case "MONTHLY" -> periods / 12;
      case "WEEKLY" -> periods / 52;
      case "DAILY" -> periods / 365;
      default -> periods / (365 * 24);
    };
  }

  /** The most starts that one of its periods may have before BYSETPOS picks some of them. */
  private static long width(RecurrenceRule rule, RuleParts parts) {
    long times = many(parts, "BYMINUTE") * many(parts, "BYSECOND");
    Freq frequency = rule.getFreq();
    if (frequency == Freq.HOURLY) return times;
    times *= many(parts, "BYHOUR");
    return switch (frequency) {
      case WEEKLY -> times * many(parts, "BYDAY");
      case MONTHLY -> times * days(parts, 1);
      case YEARLY -> times * daysOfYear(parts);
      default -> times;
    };
  }

  private static long daysOfYear(RuleParts parts) {
    if (parts.values("BYYEARDAY") > 0) return parts.values("BYYEARDAY");
    if (parts.values("BYWEEKNO") > 0) return parts.values("BYWEEKNO") * many(parts, "BYDAY");
    boolean everyMonth = parts.values("BYMONTH") == 0;
    boolean ownDay = parts.values("BYMONTHDAY") == 0 && parts.values("BYDAY") == 0;
    return days(parts, everyMonth ? ownDay ? 1 : 12 : parts.values("BYMONTH"));
  }

  private static long days(RuleParts parts, long months) {
    if (parts.values("BYMONTHDAY") > 0) return months * parts.values("BYMONTHDAY");
    return months * (parts.values("BYDAY") > 0 ? 5L * parts.values("BYDAY") : 1);
  }

  private static long many(RuleParts parts, String name) {
    return Math.max(1, parts.values(name));
  }

  boolean yearly() {
    return rule.getFreq() == Freq.YEARLY;
  }

  /** Whether it makes more starts than a rota has, however few of them are asked for. */
  boolean tooOften() {
    if (rule.getFreq() == Freq.SECONDLY || rule.getFreq() == Freq.MINUTELY) return true;
    return size(Part.BYMINUTE) * size(Part.BYSECOND) > CalendarLimits.STARTS_PER_HOUR;
  }

  /** Whether one of its periods may have more starts than this. */
  boolean widerThan(int starts) {
    return width > starts;
  }

  private long size(Part part) {
    List<Integer> values = rule.getByPart(part);
    return values == null ? 1 : Math.max(1, values.size());
  }

  /**
   * Whether a start is behind UNTIL.
   *
   * @param shown what the event's clock shows then
   */
  boolean over(Instant start, LocalDateTime shown) {
    return switch (until) {
      case null -> false;
      case Moment.Day(LocalDate last) -> shown.toLocalDate().isAfter(last);
      case Moment.Floating(LocalDateTime last) -> start.isAfter(last.toInstant(ZoneOffset.UTC));
      case Moment.Placed last -> start.isAfter(last.instant());
    };
  }

  /**
   * The starts from {@code from} on, or a few more, without DTSTART unless the rule itself makes
   * it. Cheap however old the rule is, unless it counts: then it walks from the start.
   */
  Walk walk(LocalDateTime start, LocalDateTime from) {
    boolean forward = rule.getCount() == null && from.isAfter(start);
    return forward ? new Walk(later(start, from), from) : new Walk(start, null);
  }

  /*
   * lib-recur forwards step by step, which a century of hours makes slow. A rule that began whole periods later makes the same
   * starts from then on, where what it takes from its beginning is the same then. A period is left before the asked time, since
   * BYSETPOS counts within periods that began.
   */
  private LocalDateTime later(LocalDateTime start, LocalDateTime from) {
    if (!jumps(start)) return start;
    ChronoUnit unit = unit();
    long passed = unit.between(start, from) / rule.getInterval();
    return start.plus(Math.max(0, passed - 1) * rule.getInterval(), unit);
  }

  private boolean jumps(LocalDateTime start) {
    boolean ownDay = !rule.hasPart(Part.BYMONTHDAY) && !rule.hasPart(Part.BYDAY);
    return switch (rule.getFreq()) {
      case MONTHLY -> start.getDayOfMonth() <= 28 || !ownDay;
      // 29 February, and the weekday of a week's number.
      case YEARLY ->
          start.getDayOfMonth() <= 28 && (!rule.hasPart(Part.BYWEEKNO) || rule.hasPart(Part.BYDAY));
      default -> true;
    };
  }

  private ChronoUnit unit() {
    return switch (rule.getFreq()) {
      case SECONDLY -> ChronoUnit.SECONDS;
      case MINUTELY -> ChronoUnit.MINUTES;
      case HOURLY -> ChronoUnit.HOURS;
      case DAILY -> ChronoUnit.DAYS;
      case WEEKLY -> ChronoUnit.WEEKS;
      case MONTHLY -> ChronoUnit.MONTHS;
      case YEARLY -> ChronoUnit.YEARS;
    };
  }

  private static DateTime dateTime(LocalDateTime shown) {
    return new DateTime(
        shown.getYear(),
        shown.getMonthValue() - 1,
        shown.getDayOfMonth(),
        shown.getHour(),
        shown.getMinute(),
        shown.getSecond());
  }

  /**
   * Starts on the wall clock, one after the other.
   *
   * <p>A rule that makes nothing for a thousand periods ends with an IllegalArgumentException.
   */
  final class Walk {
    private final LocalDateTime anchor;
    private final @Nullable LocalDateTime from;
    private @Nullable RecurrenceRuleIterator iterator;
    private LocalDateTime at;

    /** How many more the rule's COUNT lets it make; null = it does not count. */
    private @Nullable Integer left;

    private long work;

    /**
     * @param from to where it is forwarded before the first start is given; null = nowhere
     */
    private Walk(LocalDateTime anchor, @Nullable LocalDateTime from) {
      this.anchor = anchor;
      this.from = from;
      this.at = anchor;
      this.left = rule.getCount();
    }

    boolean hasNext() {
      try {
        RecurrenceRuleIterator begun = iterator;
        if (begun == null) iterator = begun = begin();
        return (left == null || left > 0) && begun.hasNext();
      } catch (IllegalArgumentException | IllegalStateException e) {
        // The library gives up by either.
        work += CalendarLimits.EMPTY_PERIODS * (width + step);
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    private RecurrenceRuleIterator begin() {
      RecurrenceRuleIterator begun = rule.iterator(dateTime(anchor));
      if (from != null) {
        work += periods(from) * width;
        at = from;
        begun.fastForward(from.toEpochSecond(ZoneOffset.UTC) * 1_000);
      }
      // DTSTART always counts as the first one (RFC 5545 §3.3.10), also where the rule does not
      // make it.
      if (left != null && begun.hasNext() && !shown(begun.peekMillis()).equals(anchor)) left--;
      return begun;
    }

    /** After {@link #hasNext} has said that there is one. */
    LocalDateTime next() {
      LocalDateTime next = shown(Objects.requireNonNull(iterator).nextMillis());
      if (left != null) left--;
      work += 1 + periods(next) * (rule.hasPart(Part.BYSETPOS) ? width : 1);
      at = next;
      return next;
    }

    private static LocalDateTime shown(long millis) {
      return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC);
    }

    private long periods(LocalDateTime next) {
      return Math.max(0, unit().between(at, next)) / rule.getInterval();
    }

    /**
     * What it has cost, in starts that were looked at: those that were given, and those of all
     * periods between them that were looked at in vain. Counted, not measured: the same for the
     * same rule on every machine.
     */
    long work() {
      return work;
    }
  }
}
