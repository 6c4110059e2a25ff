package dev.watchbill.domain.schedule;

import org.jspecify.annotations.Nullable;

/** Calendars that live elsewhere, fetched and read when a schedule is made to import one. */
public interface CalendarSource {

  /**
   * Where an address leads: {@code webcal} only says that a program for calendars should open it,
   * and is https.
   */
  static String address(String url) {
    String text = url.strip();
    int colon = text.indexOf(':');
    if (colon < 0) return text;
    String scheme = text.substring(0, colon);
    boolean calendar = scheme.equalsIgnoreCase("webcal") || scheme.equalsIgnoreCase("webcals");
    return calendar ? "https" + text.substring(colon) : text;
  }

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

  /** What became of asking for a calendar that was fetched before. */
  sealed interface Again {

    /** It is the one that was kept. */
    record Same() implements Again {}

    /** Another text; whether it is a calendar is not known yet. */
    record Other(CalendarCopies.Copy copy) implements Again {}

    /** Nothing came. */
    record Failed(String reason) implements Again {}
  }

  /**
   * Fetches unless the calendar is still the one that was kept, if its server can tell.
   *
   * @param kept null = none
   */
  default Again fetchAgain(String url, CalendarCopies.@Nullable Copy kept) {
    return switch (fetch(url)) {
      case Fetched.Usable(String text) ->
          new Again.Other(new CalendarCopies.Copy(text, null, null));
      case Fetched.DownloadFailed(String reason) -> new Again.Failed(reason);
      case Fetched.ParseFailed(String reason) -> new Again.Failed(reason);
    };
  }
}
