package dev.watchbill.handlers.wiring;

import dagger.Module;
import dagger.Provides;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarFeed;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.domain.schedule.ical.FeedTexts;
import dev.watchbill.domain.schedule.ical.KeptCalendars;
import dev.watchbill.storage.DynamoCalendarCopies;
import dev.watchbill.storage.DynamoScheduleWatches;
import dev.watchbill.storage.Table;
import jakarta.inject.Singleton;

/** What is made of iCalendar: the text of feeds, and the events of imported calendars. */
@Module
interface Calendars {

  @Provides
  @Singleton
  static CalendarCopies copies(Table table) {
    return new DynamoCalendarCopies(table);
  }

  @Provides
  @Singleton
  static CalendarFeed.Writer feeds(CalendarCopies copies) {
    return new FeedTexts(copies);
  }

  @Provides
  @Singleton
  static ImportedCalendars imported(CalendarCopies copies, Users users) {
    return new KeptCalendars(copies, users);
  }

  @Provides
  @Singleton
  static ScheduleWatches watches(Table table) {
    return new DynamoScheduleWatches(table);
  }
}
