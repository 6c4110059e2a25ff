package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * Which event of one UID counts (RFC 5545 §3.8.4.4, and as recorded):
 * - one with a RECURRENCE-ID stands for that instance of the series of its UID; of several for one instance the highest SEQUENCE
 *   counts, of equal ones the last. With RANGE=THISANDFUTURE it stands for all later ones too, until the next of its kind: they move
 *   by as much as it has moved (§3.8.4.4). One that brings a rule of its own is a series itself, and ends the one before.
 * - of two others that start on one day, both with a SEQUENCE, the higher counts: it is a newer version. Without, they are two events.
 */
/** An .ics text, read once; asked about any window. */
public final class ImportedCalendar {

  /** What became of a text. */
  public sealed interface Reading {

    /** A calendar, perhaps with problems: events that were skipped, zones that nobody knows. */
    record Read(ImportedCalendar calendar) implements Reading {}

    /**
     * No calendar at all, or one that is too large.
     *
     * @param why a sentence for the person who gave the address
     */
    record Unreadable(String why) implements Reading {}
  }

  /**
   * The events of a window, and those that could not be told.
   *
   * @param problems sentences that name the event
   */
  public record Answer(List<Occurrence> events, List<String> problems) {
    public Answer {
      events = List.copyOf(events);
      problems = List.copyOf(problems);
    }
  }

  private final List<Event> events;
  private final List<String> problems;

  private ImportedCalendar(List<Event> events, List<String> problems) {
    this.events = events;
    this.problems = problems;
  }

  /** Never throws, whatever the text is; costs no more than {@link CalendarLimits} allow. */
  public static Reading read(String text) {
    Blocks blocks;
    try {
      blocks = Blocks.of(text);
    } catch (Blocks.Unreadable e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
    List<String> problems = new ArrayList<>(blocks.problems);
    var clocks = new Clocks();
    for (Blocks.Block block : blocks.zones) {
      Component.of(block).ifPresent(clocks::define);
    }
    var dates = new EventReader.Dates();
    List<Event> events = new ArrayList<>();
    for (Blocks.Block block : blocks.events) {
      if (block.lines().isEmpty()) continue;
      String zone = blocks.ownZones.get(block.calendar());
      Clock own = zone == null ? Clock.UTC : clocks.named(zone);
      read(block, clocks, own, dates, problems).ifPresent(events::add);
    }
    for (String zone : clocks.unknown()) {
      problems.add("time zone \"" + zone + "\" is unknown and was read as UTC");
    }
    List<Event> standing = standing(events, problems);
    return new Reading.Read(new ImportedCalendar(standing, few(problems)));
  }

  private static Optional<Event> read(
      Blocks.Block block,
      Clocks clocks,
      Clock own,
      EventReader.Dates dates,
      List<String> problems) {
    String label = Blocks.name(block);
    try {
      Optional<Component> component = Component.of(block);
      if (component.isPresent()) {
        return Optional.of(EventReader.read(component.get(), label, clocks, own, dates, problems));
      }
      problems.add(label + " cannot be understood and was skipped");
    } catch (EventReader.Skipped e) {
      problems.add(label + " " + e.getMessage() + " and was skipped");
    }
    return Optional.empty();
  }

  /** What was skipped and what was guessed, in sentences that name it; a bounded number of them. */
  public List<String> problems() {
    return problems;
  }

  /**
   * The events that overlap a window, whole, in any order.
   *
   * @param override whether they stand above the ordinary ones
   * @param people the ids of those whom a name means and who may be notified; most often one or
   *     none (spec oncall-behaviour §8.8)
   */
  public Answer events(Window window, boolean override, Function<String, List<String>> people) {
    Expansion expansion = expanded(window, override, people);
    return new Answer(expansion.occurrences, few(expansion.problems));
  }

  Expansion expanded(Window window, boolean override, Function<String, List<String>> people) {
    var expansion = new Expansion(window, override, people);
    for (Event event : events) expansion.add(event);
    return expansion;
  }

  private static List<String> few(List<String> problems) {
    if (problems.size() <= CalendarLimits.PROBLEMS) return List.copyOf(problems);
    List<String> few = new ArrayList<>(problems.subList(0, CalendarLimits.PROBLEMS));
    few.add("and " + (problems.size() - CalendarLimits.PROBLEMS) + " more");
    return List.copyOf(few);
  }

  private static List<Event> standing(List<Event> all, List<String> problems) {
    Map<Object, Event> newest = new HashMap<>();
    for (Event event : all) {
      Object place = place(event);
      if (place == null) continue;
      newest.merge(place, event, (old, other) -> sequence(other) < sequence(old) ? old : other);
    }
    Map<String, List<Event>> changes = new HashMap<>();
    List<Event> standing = new ArrayList<>();
    for (Event event : all) {
      Object place = place(event);
      if (place != null && newest.get(place) != event) continue;
      standing.add(event);
      if (event.instanceOf() != null) {
        changes.computeIfAbsent(event.uid(), _ -> new ArrayList<>()).add(event);
      }
    }
    // Series of one UID share what changes them: of a thousand series and a thousand changes a
    // million would be made.
    Map<Changed, Event.Changes> shared = new HashMap<>();
    int made = 0;
    List<Event> changed = new ArrayList<>();
    for (Event event : standing) {
      List<Event> those = changes.get(event.uid());
      if (event.instanceOf() != null || those == null) {
        changed.add(event);
        continue;
      }
      var key = new Changed(event.uid(), event.allDay(), event.clock());
      Event.Changes own = shared.get(key);
      if (own == null) {
        made += those.size();
        if (made > CalendarLimits.CHANGES) {
          problems.add(event.label() + " has too many changed instances and was skipped");
          continue;
        }
        own = Event.Changes.of(those, event.allDay(), event.clock());
        shared.put(key, own);
      }
      changed.add(event.with(own));
    }
    return changed;
  }

  /** What decides which instances of a series a change means. */
  private record Changed(String uid, boolean allDay, Clock clock) {}

  /** Events of one place are versions of each other; null = it is no version of anything. */
  private static @Nullable Object place(Event event) {
    Moment instance = event.instanceOf();
    if (instance instanceof Moment.Placed placed) return List.of(event.uid(), placed.instant());
    if (instance != null) return List.of(event.uid(), instance);
    if (event.sequence() == null) return null;
    return List.of(event.uid(), event.start().toLocalDate());
  }

  private static long sequence(Event event) {
    return event.sequence() == null ? 0 : event.sequence();
  }
}
