package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calendars of one schedule: an ordinary one and one of overrides.
 *
 * @param primary null = it has none, or none that could be read: it counts as empty
 * @param overrides likewise
 * @param people as in {@link ImportedCalendar#events}
 */
public record CalendarPair(
    @Nullable ImportedCalendar primary,
    @Nullable ImportedCalendar overrides,
    Function<String, List<String>> people)
    implements Rota.Imported {

  @Override
  public List<Occurrence> overlapping(Window window) {
    return events(window).events();
  }

  /** As {@link #overlapping}, with what could not be told. */
  public ImportedCalendar.Answer events(Window window) {
    List<Occurrence> events = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (boolean override : new boolean[] {false, true}) {
      ImportedCalendar calendar = override ? overrides : primary;
      if (calendar == null) continue;
      ImportedCalendar.Answer answer = calendar.events(window, override, people);
      events.addAll(answer.events());
      problems.addAll(answer.problems());
    }
    return new ImportedCalendar.Answer(events, problems);
  }
}
