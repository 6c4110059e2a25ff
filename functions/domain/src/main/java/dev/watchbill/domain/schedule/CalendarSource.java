package dev.watchbill.domain.schedule;

/** Calendars that live elsewhere, fetched and read when a schedule is made to import one. */
public interface CalendarSource {

  /** What became of an attempt. */
  sealed interface Fetched {

    /** A calendar. */
    record Usable(String text) implements Fetched {}

    /** Nothing came. */
    record DownloadFailed(String reason) implements Fetched {}

    /** What came is no calendar. */
    record ParseFailed(String reason) implements Fetched {}
  }

  /** Fetches once, within bounds of time and size. */
  Fetched fetch(String url);
}
