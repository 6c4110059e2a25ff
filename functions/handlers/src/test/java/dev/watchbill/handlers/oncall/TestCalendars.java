package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.schedule.CalendarFeed;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.Occurrence;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Calendars that a test puts at addresses; every schedule that imports has the same events. */
final class TestCalendars implements CalendarSource, ImportedCalendars {
  final Map<String, Fetched> at = new HashMap<>();
  final List<String> kept = new ArrayList<>();
  final List<Occurrence> events = new ArrayList<>();

  @Override
  public Fetched fetch(String url) {
    return at.getOrDefault(url, new Fetched.DownloadFailed("nothing there"));
  }

  @Override
  public Rota.Imported of(Schedule schedule) {
    if (!(schedule instanceof Schedule.Ical)) return Rota.Imported.NONE;
    return window ->
        events.stream().filter(event -> event.overlaps(window.start(), window.end())).toList();
  }

  @Override
  public void keep(String org, String schedule, String url, Fetched.Usable calendar) {
    kept.add(url + " " + calendar.text());
  }

  @Override
  public void forget(String org, String schedule) {
    kept.clear();
  }

  /** A feed as lines of text. */
  static String text(CalendarFeed feed) {
    return feed.name()
        + "\n"
        + feed.events().stream()
            .map(event -> event.uid() + " " + event.summary() + " " + event.start())
            .collect(Collectors.joining("\n"));
  }
}
