package dev.watchbill.domain.schedule.ical;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.fortuna.ical4j.model.TemporalAmountAdapter;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
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

  private static final Pattern LEVEL = Pattern.compile("^\\[L(\\d+)\\]");
  private static final Duration CENTURY = Duration.ofDays(36_525);
  private static final LocalDateTime EARLIEST = LocalDateTime.of(1900, 1, 1, 0, 0);
  private static final LocalDateTime LATEST = LocalDateTime.of(9000, 1, 1, 0, 0);

  private final Component component;
  private final String label;
  private final Clocks clocks;

  private EventReader(Component component, String label, Clocks clocks) {
    this.component = component;
    this.label = label;
    this.clocks = clocks;
  }

  static Event read(Component component, String label, Clocks clocks) throws Skipped {
    try {
      return new EventReader(component, label, clocks).event();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Skipped("has a time that is none");
    } catch (IllegalArgumentException | InvalidRecurrenceRuleException e) {
      throw new Skipped("has a rule that cannot be understood");
    }
  }

  private Event event() throws Skipped, InvalidRecurrenceRuleException {
    Component.Property uid = component.first("UID");
    if (uid == null || uid.value().isBlank()) throw new Skipped("has no UID");
    Component.Property begin = component.first("DTSTART");
    if (begin == null) throw new Skipped("has no DTSTART");
    Moment start = moment(begin, begin.value());
    boolean allDay = start instanceof Moment.Day;
    Clock clock = start instanceof Moment.Placed placed ? placed.clock() : Clock.UTC;
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
        // As recorded, in this spelling only.
        component.first("STATUS") instanceof Component.Property status
            && status.value().strip().equals("CANCELLED"),
        allDay,
        clock,
        shown,
        length,
        level(title),
        names(title),
        series(clock, allDay));
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
    List<Component.Property> attendees = component.all("ATTENDEE");
    if (attendees.size() == 1) add(names, attendees.getFirst().value().strip());
    return names;
  }

  private static void add(List<String> names, String text) {
    String name = LEVEL.matcher(text).replaceFirst("").strip();
    if (!name.isEmpty() && !names.contains(name)) names.add(name);
  }

  private Event.@Nullable Series series(Clock clock, boolean allDay)
      throws Skipped, InvalidRecurrenceRuleException {
    List<Component.Property> rules = component.all("RRULE");
    if (rules.size() > 1) throw new Skipped("has two RRULE lines");
    if (!component.all("EXRULE").isEmpty()) throw new Skipped("has an EXRULE");
    Rule rule = rules.isEmpty() ? null : Rule.of(rules.getFirst().value());
    if (rule != null && rule.tooOften()) throw new Skipped("repeats more often than every hour");
    List<Event.Added> added = added(clock);
    var left = new Event.Left(new HashSet<>(), new HashSet<>(), new HashSet<>());
    int dates = added.size();
    for (Component.Property exdate : component.all("EXDATE")) {
      for (String date : exdate.value().split(",", CalendarLimits.DATES + 1)) {
        if (++dates > CalendarLimits.DATES) throw tooManyDates();
        leaveOut(moment(exdate, date), allDay, left);
      }
    }
    if (rule == null && added.isEmpty() && dates == 0) return null;
    return new Event.Series(rule, added, left);
  }

  /** A bare date leaves out a whole day's event, and no other (as recorded). */
  private static void leaveOut(Moment date, boolean allDay, Event.Left left) {
    if (allDay) left.days().add(date.shown(Clock.UTC).toLocalDate());
    else if (!(date instanceof Moment.Day)) left.add(date);
  }

  private List<Event.Added> added(Clock clock) throws Skipped {
    List<Event.Added> added = new ArrayList<>();
    for (Component.Property rdate : component.all("RDATE")) {
      for (String date : rdate.value().split(",", CalendarLimits.DATES + 1)) {
        if (added.size() == CalendarLimits.DATES) throw tooManyDates();
        int slash = date.indexOf('/');
        String begin = slash < 0 ? date : date.substring(0, slash);
        LocalDateTime start = moment(rdate, begin).shown(clock);
        Duration length = slash < 0 ? null : length(rdate, date.substring(slash + 1), start, clock);
        added.add(new Event.Added(start, length));
      }
    }
    return added;
  }

  /** A period's second half: its end, or how long it is. */
  private Duration length(Component.Property rdate, String half, LocalDateTime start, Clock clock)
      throws Skipped {
    if (half.strip().startsWith("P")) return length(start, half);
    Duration length = Duration.between(start, moment(rdate, half).shown(clock));
    if (length.isNegative()) throw new Skipped("has an RDATE that ends before it starts");
    return length;
  }

  private static Skipped tooManyDates() {
    return new Skipped("names more than " + CalendarLimits.DATES + " dates");
  }
}
