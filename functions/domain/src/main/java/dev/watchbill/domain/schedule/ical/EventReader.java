package dev.watchbill.domain.schedule.ical;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.model.TemporalAmountAdapter;
import org.jspecify.annotations.Nullable;

/** Reads what a VEVENT means for a rota (spec oncall-behaviour §8.6, §8.8). */
final class EventReader {

  /** Why an event is left out; ends the sentence that begins with its name. */
  static final class Skipped extends Exception {
    private static final long serialVersionUID = 1;

    Skipped(String why) {
      super(why, null, false, false);
    }
  }

  private static final String MAILTO = "mailto:";
  private static final Pattern LEVEL = Pattern.compile("^\\[L(\\d+)\\]");
  private static final Duration CENTURY = Duration.ofDays(36_525);
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1900, 1, 1, 0, 0);
  private static final LocalDateTime LATEST = LocalDateTime.of(9000, 1, 1, 0, 0);

  private final Component component;
  private final String label;
  private final Clocks clocks;
  private final Clock own;
  private final Dates dates;
  private final List<String> problems;

  private EventReader(
      Component component,
      String label,
      Clocks clocks,
      Clock own,
      Dates dates,
      List<String> problems) {
    this.component = component;
    this.label = label;
    this.clocks = clocks;
    this.own = own;
    this.dates = dates;
    this.problems = problems;
  }

  /**
   * @param own of days and of times without a zone
   * @param dates how many all events of the calendar may still name
   * @param problems what was not understood of an event that stands all the same
   */
  static Event read(
      Component component,
      String label,
      Clocks clocks,
      Clock own,
      Dates dates,
      List<String> problems)
      throws Skipped {
    try {
      return new EventReader(component, label, clocks, own, dates, problems).event();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Skipped("has a time that is none");
    } catch (IllegalArgumentException e) {
      throw new Skipped("has a length that cannot be understood");
    }
  }

  /** The dates that a calendar may still name. */
  static final class Dates {
    private int left = CalendarLimits.DATES_OF_ALL;

    /** All of them or none. */
    boolean take(int count) {
      if (count > left) return false;
      left -= count;
      return true;
    }
  }

  private Event event() throws Skipped {
    Component.Property uid = component.first("UID");
    if (uid == null || uid.value().isBlank()) throw new Skipped("has no UID");
    Component.Property begin = component.first("DTSTART");
    if (begin == null) throw new Skipped("has no DTSTART");
    Moment start = moment(begin, begin.value());
    boolean allDay = start instanceof Moment.Day;
    Clock clock = start instanceof Moment.Placed placed ? placed.clock() : own;
    LocalDateTime shown = start.shown(clock);
    if (shown.isBefore(EARLIEST) || shown.isAfter(LATEST)) {
      throw new Skipped("begins in the year " + shown.getYear());
    }
    Long sequence = sequence();
    Component.Property instance = component.first("RECURRENCE-ID");
    String id = uid.value().strip();
    if (sequence != null && sequence != 0) id += "_" + sequence;
    if (instance != null) id += "_" + instance.value().strip();
    Duration length = length(start, shown, clock);
    if (length.compareTo(CENTURY) > 0) throw new Skipped("lasts longer than a hundred years");
    String title = text("SUMMARY");
    return new Event(
        label,
        uid.value().strip(),
        id,
        sequence,
        instance == null ? null : moment(instance, instance.value()),
        instance != null && isFuture(instance),
        // As recorded, in this spelling only.
        component.first("STATUS") instanceof Component.Property status
            && status.value().strip().equals("CANCELLED"),
        allDay,
        clock,
        shown,
        length,
        level(title),
        names(title),
        invited(),
        series(clock, shown, allDay));
  }

  private static boolean isFuture(Component.Property instance) {
    String range = instance.parameters().get("RANGE");
    return range != null && range.strip().equalsIgnoreCase("THISANDFUTURE");
  }

  private Moment moment(Component.Property property, String value) {
    return Moment.of(value, property.parameters().get("TZID"), clocks);
  }

  /** On the wall clock of the start: DTEND may be told in another zone. */
  private Duration length(Moment start, LocalDateTime shown, Clock clock) throws Skipped {
    Component.Property end = component.first("DTEND");
    if (end != null) {
      Duration length = Duration.between(shown, moment(end, end.value()).shown(clock));
      if (length.isNegative()) throw new Skipped("has its DTEND before its DTSTART");
      if (!length.isZero() || !(start instanceof Moment.Day)) return length;
    }
    Component.Property duration = component.first("DURATION");
    if (end == null && duration != null) {
      return length(shown, duration.value());
    }
    // A day lasts a day (RFC 5545 §3.6.1); an event at a time without an end lasts no time.
    return start instanceof Moment.Day ? Duration.ofDays(1) : Duration.ZERO;
  }

  private static Duration length(LocalDateTime shown, String text) throws Skipped {
    TemporalAmount amount = TemporalAmountAdapter.parse(text.strip(), true).getDuration();
    Duration length = Duration.between(shown, shown.plus(amount));
    if (length.isNegative()) throw new Skipped("has a negative DURATION");
    return length;
  }

  private @Nullable Long sequence() {
    Component.Property sequence = component.first("SEQUENCE");
    if (sequence == null) return null;
    try {
      return Long.valueOf(sequence.value().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private String text(String property) {
    Component.Property given = component.first(property);
    return given == null ? "" : given.text().strip();
  }

  private static int level(String title) {
    Matcher prefix = LEVEL.matcher(title);
    if (!prefix.find()) return 0;
    String digits = prefix.group(1);
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /** Whole texts only: two names in one title match nobody (§8.8). */
  private List<String> names(String title) {
    List<String> names = new ArrayList<>();
    add(names, title);
    add(names, text("DESCRIPTION"));
    String attendee = attendee();
    if (attendee != null && address(attendee) == null) add(names, attendee);
    return names;
  }

  /** Of several it is not known which of them is on call. */
  private @Nullable String attendee() {
    List<Component.Property> attendees = component.all("ATTENDEE");
    return attendees.size() == 1 ? attendees.getFirst().value().strip() : null;
  }

  /** As calendars write it: an invitation. It counts where the texts name nobody. */
  private Event.@Nullable Invited invited() {
    String attendee = attendee();
    if (attendee == null) return null;
    String address = address(attendee);
    return address == null || address.isEmpty() ? null : new Event.Invited(address, attendee);
  }

  private static @Nullable String address(String attendee) {
    return attendee.regionMatches(true, 0, MAILTO, 0, MAILTO.length())
        ? attendee.substring(MAILTO.length()).strip()
        : null;
  }

  private static void add(List<String> names, String text) {
    String name = LEVEL.matcher(text).replaceFirst("").strip();
    if (!name.isEmpty() && !names.contains(name)) names.add(name);
  }

  private Event.@Nullable Series series(Clock clock, LocalDateTime start, boolean allDay)
      throws Skipped {
    List<Component.Property> rules = component.all("RRULE");
    if (rules.size() > 1) throw new Skipped("has two RRULE lines");
    if (!component.all("EXRULE").isEmpty()) throw new Skipped("has an EXRULE");
    Rule rule = rules.isEmpty() ? null : rule(rules.getFirst().value());
    int named = count("RDATE") + count("EXDATE");
    if (named > CalendarLimits.DATES) {
      throw new Skipped("names more than " + CalendarLimits.DATES + " dates");
    }
    if (!dates.take(named)) {
      throw new Skipped("is beyond the " + CalendarLimits.DATES_OF_ALL + " dates of a calendar");
    }
    List<Event.Added> added = new ArrayList<>();
    each("RDATE", (rdate, date) -> added.add(added(rdate, date, clock, start, allDay)));
    var left = Event.Left.nothing();
    each("EXDATE", (exdate, date) -> left.add(moment(exdate, date), allDay, clock));
    if (rule == null && named == 0) return null;
    return new Event.Series(rule, added, left, Event.Changes.NONE);
  }

  private static Rule rule(String text) throws Skipped {
    Rule rule;
    try {
      rule = Rule.of(text);
    } catch (IllegalArgumentException e) {
      throw new Skipped(
          "has a rule that cannot be understood ("
              + Blocks.shortened(String.valueOf(e.getMessage()))
              + ")");
    }
    if (rule.tooOften()) throw new Skipped("repeats more often than every hour");
    if (rule.widerThan(CalendarLimits.STARTS_PER_PERIOD)) {
      throw new Skipped(
          "has a rule with more than " + CalendarLimits.STARTS_PER_PERIOD + " starts in a period");
    }
    return rule;
  }

  /** Takes one date of a list. */
  private interface Taker {
    void take(Component.Property line, String date) throws Skipped;
  }

  /** Without looking at them: what is too much must not be read first. */
  private int count(String name) {
    long count = 0;
    for (Component.Property line : component.all(name)) {
      count += 1 + line.value().chars().filter(c -> c == ',').count();
    }
    return (int) count; // of at most 256 KB
  }

  /**
   * Every date of every such line. A blank one is none; one that cannot be read is told, and the
   * event stands without it: somebody named a day too much, which must not cost all the others.
   */
  private void each(String name, Taker taker) throws Skipped {
    int unread = 0;
    for (Component.Property line : component.all(name)) {
      for (String date : line.value().split(",", -1)) {
        if (date.isBlank()) continue;
        try {
          taker.take(line, date);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
          if (unread++ > 0) continue;
          String quoted = Blocks.shortened(date.strip());
          problems.add(label + " has an " + name + " that is none: \"" + quoted + "\"");
        }
      }
    }
  }

  /** An RDATE: a time, a period, or a day, which has the series' own time of day. */
  private Event.Added added(
      Component.Property rdate, String date, Clock clock, LocalDateTime first, boolean allDay)
      throws Skipped {
    int slash = date.indexOf('/');
    Moment begin = moment(rdate, slash < 0 ? date : date.substring(0, slash));
    if (allDay) return new Event.Added(begin.day(clock).atStartOfDay(), null);
    LocalDateTime start =
        begin instanceof Moment.Day(LocalDate day)
            ? day.atTime(first.toLocalTime())
            : begin.shown(clock);
    if (slash < 0) return new Event.Added(start, null);
    return new Event.Added(start, length(rdate, date.substring(slash + 1), start, clock));
  }

  /** A period's second half: its end, or how long it is. */
  private Duration length(Component.Property rdate, String half, LocalDateTime start, Clock clock)
      throws Skipped {
    if (half.strip().startsWith("P")) return length(start, half);
    Duration length = Duration.between(start, moment(rdate, half).shown(clock));
    if (length.isNegative()) throw new Skipped("has an RDATE that ends before it starts");
    return length;
  }
}
