package dev.watchbill.handlers.wiring;

import dagger.Module;
import dagger.Provides;
import dev.watchbill.domain.schedule.CalendarFeed;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import jakarta.inject.Singleton;

/** What is made of iCalendar: the text of feeds, and the events of imported calendars. */
@Module
interface Calendars {

  /** Until there is one that writes events: an empty calendar. */
  @Provides
  @Singleton
  static CalendarFeed.Writer feeds() {
    return feed -> "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Watchbill//EN\r\nEND:VCALENDAR\r\n";
  }

  /** Until there is one that reads them: no events. */
  @Provides
  @Singleton
  static ImportedCalendars imported() {
    return new ImportedCalendars() {
      @Override
      public Rota.Imported of(Schedule schedule) {
        return Rota.Imported.NONE;
      }

      @Override
      public void keep(
          String org, String schedule, String url, CalendarSource.Fetched.Usable calendar) {}

      @Override
      public void forget(String org, String schedule) {}
    };
  }
}
