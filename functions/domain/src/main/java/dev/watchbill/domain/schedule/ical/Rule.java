package dev.watchbill.domain.schedule.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.model.TemporalAdapter;
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
 * compared with what was placed. It is an instant of UTC also where it has no Z, and a bare date is its first moment (as recorded).
 */
/** An RRULE. */
final class Rule {

  private final RecurrenceRule rule;
  private final @Nullable Instant until;

  private Rule(RecurrenceRule rule, @Nullable Instant until) {
    this.rule = rule;
    this.until = until;
  }

  /**
   * @throws InvalidRecurrenceRuleException when it is none
   * @throws java.time.DateTimeException when its UNTIL is no time
   * @throws IllegalArgumentException when it is longer than rules are
   */
  static Rule of(String text) throws InvalidRecurrenceRuleException {
    if (text.length() > CalendarLimits.RULE_CHARS) {
      throw new IllegalArgumentException("a rule of " + text.length() + " characters");
    }
    Instant end = null;
    var kept = new StringBuilder();
    for (String part : text.strip().split(";", -1)) {
      if (part.toUpperCase(Locale.ROOT).startsWith("UNTIL=")) {
        Temporal until = TemporalAdapter.parse(part.substring(6).strip()).getTemporal();
        end =
            switch (until) {
              case OffsetDateTime fixed -> fixed.toInstant();
              case LocalDateTime floating -> floating.toInstant(ZoneOffset.UTC);
              default -> LocalDate.from(until).atStartOfDay().toInstant(ZoneOffset.UTC);
            };
      } else if (!part.isBlank()) {
        kept.append(kept.isEmpty() ? "" : ";").append(part);
      }
    }
    var rule = new RecurrenceRule(kept.toString(), RfcMode.RFC5545_LAX);
    return new Rule(rule, end);
  }

  boolean yearly() {
    return rule.getFreq() == Freq.YEARLY;
  }

  /** Whether it makes more starts than a rota has, however few of them are asked for. */
  boolean tooOften() {
    if (rule.getFreq() == Freq.SECONDLY || rule.getFreq() == Freq.MINUTELY) return true;
    return size(Part.BYMINUTE) * size(Part.BYSECOND) > CalendarLimits.STARTS_PER_HOUR;
  }

  private long size(Part part) {
    List<Integer> values = rule.getByPart(part);
    return values == null ? 1 : Math.max(1, values.size());
  }

  /** Whether a start is behind UNTIL. */
  boolean over(Instant start) {
    return until != null && start.isAfter(until);
  }

  /**
   * The starts from {@code from} on, or a few more, without DTSTART unless the rule itself makes
   * it. Cheap however old the rule is, unless it counts: then it walks from the start.
   */
  Walk walk(LocalDateTime start, LocalDateTime from) {
    if (rule.getCount() != null || !from.isAfter(start)) {
      return new Walk(rule.iterator(dateTime(start)));
    }
    var iterator = rule.iterator(dateTime(later(start, from)));
    iterator.fastForward(from.toEpochSecond(ZoneOffset.UTC) * 1_000);
    return new Walk(iterator);
  }

  /*
   * lib-recur forwards step by step, which a century of hours makes slow. A rule that began whole periods later makes the same
   * starts from then on; months and years have different lengths, but there are few of them. A period is left before the asked
   * time, since BYSETPOS counts within periods that began.
   */
  private LocalDateTime later(LocalDateTime start, LocalDateTime from) {
    long unit =
        switch (rule.getFreq()) {
          case HOURLY -> 3_600;
          case DAILY -> 86_400;
          case WEEKLY -> 7 * 86_400;
          default -> 0; // of a library's enum
        };
    if (unit == 0) return start;
    long period = unit * rule.getInterval();
    long passed = Duration.between(start, from).toSeconds() / period;
    return start.plusSeconds(Math.max(0, passed - 1) * period);
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
   * <p>A rule that makes nothing for thousands of periods ends with an IllegalArgumentException.
   */
  record Walk(RecurrenceRuleIterator iterator) {

    boolean hasNext() {
      return iterator.hasNext();
    }

    LocalDateTime next() {
      return LocalDateTime.ofEpochSecond(
          Math.floorDiv(iterator.nextMillis(), 1_000L), 0, ZoneOffset.UTC);
    }
  }
}
