package dev.watchbill.domain.schedule;

/** The last good copies of the calendars that schedules import. */
public interface ImportedCalendars {

  /** The events of a schedule's calendars, with their users found. */
  Rota.Imported of(Schedule schedule);

  /**
   * Keeps what was fetched for a schedule, by its address. Called before the schedule is stored
   * with that address: a copy of an address that it does not have in the end is never asked for.
   */
  void keep(String org, String schedule, String url, CalendarSource.Fetched.Usable calendar);

  /** Forgets all of a schedule that is gone. */
  void forget(String org, String schedule);
}
