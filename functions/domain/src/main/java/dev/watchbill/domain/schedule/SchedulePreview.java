package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change of shifts would mean in a window; nothing is stored.
 *
 * @param people everyone on call before or after, by id
 * @param newGaps times that have somebody on call before and nobody after
 * @param closedGaps the other way round
 */
public record SchedulePreview(
    Window window, List<Person> people, List<Window> newGaps, List<Window> closedGaps) {

  public SchedulePreview {
    people = List.copyOf(people);
    newGaps = List.copyOf(newGaps);
    closedGaps = List.copyOf(closedGaps);
  }

  /**
   * @param gained on call after the change and not before
   * @param before time on call in the window; overlapping shifts count once
   */
  public record Person(
      String user, List<Window> gained, List<Window> lost, Duration before, Duration after) {

    public Person {
      gained = List.copyOf(gained);
      lost = List.copyOf(lost);
    }
  }

  public static SchedulePreview of(Rota before, Rota after, Window window) {
    List<Occurrence> was = FinalSchedule.of(before, window).pieces();
    List<Occurrence> will = FinalSchedule.of(after, window).pieces();
    Set<String> everyone = new TreeSet<>();
    was.forEach(piece -> everyone.addAll(piece.users()));
    will.forEach(piece -> everyone.addAll(piece.users()));
    List<Person> people = new ArrayList<>();
    Map<String, Layers.Taken> had = byUser(was);
    Map<String, Layers.Taken> has = byUser(will);
    for (String user : everyone) {
      Layers.Taken one = had.getOrDefault(user, new Layers.Taken());
      Layers.Taken other = has.getOrDefault(user, new Layers.Taken());
      people.add(
          new Person(user, other.minus(one), one.minus(other), one.length(), other.length()));
    }
    Layers.Taken staffed = all(was);
    Layers.Taken staffedAfter = all(will);
    return new SchedulePreview(
        window, people, staffed.minus(staffedAfter), staffedAfter.minus(staffed));
  }

  private static Map<String, Layers.Taken> byUser(List<Occurrence> pieces) {
    Map<String, Layers.Taken> times = new HashMap<>();
    for (Occurrence piece : pieces) {
      for (String user : piece.users()) {
        times.computeIfAbsent(user, one -> new Layers.Taken()).add(piece.start(), piece.end());
      }
    }
    return times;
  }

  private static Layers.Taken all(List<Occurrence> pieces) {
    Layers.Taken taken = new Layers.Taken();
    pieces.forEach(piece -> taken.add(piece.start(), piece.end()));
    return taken;
  }
}
