package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/*
 * A question costs what its window holds, not what the calendar's age is: a rule is fast-forwarded to the window, less its events'
 * length. Steps are counted, because a rule that counts has to be walked, and because events may be as long as somebody likes: one
 * that takes too many is left out whole and told, so that half of a series never looks like all of it.
 */
/** The events of a window. */
final class Expansion {

  /** More than any clock is ever off, and than any change of it. */
  private static final Duration MARGIN = Duration.ofDays(2);

  private static final String TOO_MANY = "has too many repetitions for the time asked for";

  /** Whom an event's names mean: looked up once, since a title may be as long as an event. */
  private record Found(List<String> users, List<String> missing) {}

  private final Window window;
  private final boolean override;
  private final Function<String, List<String>> people;
  final List<Occurrence> occurrences = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  private final Map<Event, Found> found = new IdentityHashMap<>();
  private long work;

  Expansion(Window window, boolean override, Function<String, List<String>> people) {
    this.window = window;
    this.override = override;
    this.people = people;
  }

  /** What the question has cost so far, as {@link Rule.Walk#work} counts. */
  long work() {
    return work;
  }

  void add(Event event) {
    if (event.cancelled()) return;
    List<Occurrence> own = new ArrayList<>();
    String problem = event.series() == null ? once(event, own) : series(event, event.series(), own);
    if (problem.isEmpty() && occurrences.size() + own.size() > CalendarLimits.OCCURRENCES) {
      problem = "does not fit: there are too many events in the time asked for";
    }
    if (problem.isEmpty()) occurrences.addAll(own);
    else problems.add(event.label() + " " + problem);
  }

  private String once(Event event, List<Occurrence> into) {
    work++;
    put(event, event.start(), event.length(), into);
    return "";
  }

  /** The event at DTSTART counts even if the rule does not make it. */
  private String series(Event event, Event.Series series, List<Occurrence> into) {
    Set<LocalDateTime> starts = new HashSet<>(List.of(event.start()));
    put(event, series, event.start(), event.length(), into);
    work += 1 + series.added().size();
    for (Event.Added added : series.added()) {
      Duration length = added.length() == null ? event.length() : added.length();
      if (starts.add(added.start())) put(event, series, added.start(), length, into);
    }
    Rule rule = series.rule();
    return rule == null ? "" : walk(event, series, rule, starts, into);
  }

  private String walk(
      Event event,
      Event.Series series,
      Rule rule,
      Set<LocalDateTime> starts,
      List<Occurrence> into) {
    Event.Changes changes = series.changes();
    Duration longest =
        changes.ahead().compareTo(event.length()) > 0 ? changes.ahead() : event.length();
    LocalDateTime from = event.clock().shows(window.start()).minus(MARGIN).minus(longest);
    LocalDateTime to = event.clock().shows(window.end()).plus(MARGIN).plus(changes.back());
    long most = Math.min(CalendarLimits.WORK_PER_EVENT, CalendarLimits.WORK - work);
    if (most <= 0) return TOO_MANY;
    Rule.Walk walk = rule.walk(event.start(), from);
    try {
      while (walk.hasNext()) {
        if (walk.work() >= most) return TOO_MANY;
        LocalDateTime start = walk.next();
        if (start.isAfter(to) || rule.over(event.clock().instantOf(start), start)) break;
        if (starts.add(start)) put(event, series, start, event.length(), into);
      }
    } catch (IllegalArgumentException e) {
      return "has a rule that hardly ever comes true";
    } finally {
      work += walk.work();
    }
    return "";
  }

  private void put(
      Event event,
      Event.Series series,
      LocalDateTime start,
      Duration length,
      List<Occurrence> into) {
    Instant at = event.clock().instantOf(start);
    if (series.left().holds(start, at) || series.changes().replaced().holds(start, at)) return;
    Event change = series.changes().at(at);
    if (change == null) put(event, start, length, into);
    // One with a series of its own is told by itself.
    else if (!change.cancelled() && change.series() == null) {
      put(change, start.plus(event.movedBy(change)), change.length(), into);
    }
  }

  private void put(Event event, LocalDateTime start, Duration length, List<Occurrence> into) {
    Instant from = event.clock().instantOf(start);
    Instant to = event.clock().endOf(start, length);
    if (to.isBefore(from)) to = from; // nothing of it is left within an hour that is shown twice
    if (!asked(from, to)) return;
    Found who = found.computeIfAbsent(event, this::find);
    into.add(
        new Occurrence(
            event.id(),
            event.level(),
            override,
            event.allDay(),
            from,
            to,
            // Of whole days the last second is not shown, as recorded (§8.6).
            event.allDay() ? to.minusSeconds(1) : to,
            who.users(),
            who.missing(),
            Map.of()));
  }

  private Found find(Event event) {
    var all = new Found(new ArrayList<>(), new ArrayList<>());
    for (String name : event.names()) find(name, name, all);
    Event.Invited invited = event.invited();
    if (invited != null && all.users().isEmpty()) find(invited.address(), invited.written(), all);
    return all;
  }

  private void find(String name, String written, Found all) {
    List<String> those = people.apply(name);
    for (String user : those) if (!all.users().contains(user)) all.users().add(user);
    if (those.isEmpty()) all.missing().add(written);
  }

  private boolean asked(Instant from, Instant to) {
    boolean begins = from.isBefore(window.end()) || from.equals(window.start());
    return begins && (to.isAfter(window.start()) || from.equals(to) && from.equals(window.start()))
        || from.equals(to) && window.contains(from);
  }
}
