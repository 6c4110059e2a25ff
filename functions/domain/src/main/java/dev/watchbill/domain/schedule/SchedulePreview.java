package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.util.List;

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
    throw new UnsupportedOperationException("" + before + after + window);
  }
}
