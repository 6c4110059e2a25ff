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
 *   counts, of equal ones the last. RANGE=THISANDFUTURE is not looked at: it stands for one instance.
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
    List<Event> events = new ArrayList<>();
    for (Blocks.Block block : blocks.events) {
      if (!block.lines().isEmpty()) read(block, clocks, problems).ifPresent(events::add);
    }
    for (String zone : clocks.unknown()) {
      problems.add("time zone \"" + zone + "\" is unknown and was read as UTC");
    }
    return new Reading.Read(new ImportedCalendar(standing(events), few(problems)));
  }

  private static Optional<Event> read(Blocks.Block block, Clocks clocks, List<String> problems) {
    String label = Blocks.name(block);
    try {
      Optional<Component> component = Component.of(block);
      if (component.isPresent()) {
        return Optional.of(EventReader.read(component.get(), label, clocks));
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
    var expansion = new Expansion(window, override, people);
    for (Event event : events) expansion.add(event);
    return new Answer(expansion.occurrences, few(expansion.problems));
  }

  private static List<String> few(List<String> problems) {
    if (problems.size() <= CalendarLimits.PROBLEMS) return List.copyOf(problems);
    List<String> few = new ArrayList<>(problems.subList(0, CalendarLimits.PROBLEMS));
    few.add("and " + (problems.size() - CalendarLimits.PROBLEMS) + " more");
    return List.copyOf(few);
  }

  private static List<Event> standing(List<Event> all) {
    Map<Object, Event> newest = new HashMap<>();
    for (Event event : all) {
      Object place = place(event);
      if (place == null) continue;
      newest.merge(place, event, (old, other) -> sequence(other) < sequence(old) ? old : other);
    }
    Map<String, List<Moment>> replaced = new HashMap<>();
    List<Event> standing = new ArrayList<>();
    for (Event event : all) {
      Object place = place(event);
      if (place != null && newest.get(place) != event) continue;
      standing.add(event);
      if (event.instanceOf() != null) {
        replaced.computeIfAbsent(event.uid(), _ -> new ArrayList<>()).add(event.instanceOf());
      }
    }
    return standing.stream()
        .map(
            event ->
                event.instanceOf() == null && replaced.get(event.uid()) instanceof List<Moment> out
                    ? event.without(out)
                    : event)
        .toList();
  }

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
