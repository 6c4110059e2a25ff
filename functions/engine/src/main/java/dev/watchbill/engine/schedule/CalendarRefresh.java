package dev.watchbill.engine.schedule;

import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarCopies.Copy;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.CalendarSource.Again;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ical.ImportedCalendar;
import dev.watchbill.domain.schedule.ical.ImportedCalendar.Reading;
import dev.watchbill.domain.schedule.ical.KeptCalendars.Addresses;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the calendars of a schedule again. What cannot be fetched or read leaves the last good
 * copy as it is.
 */
public final class CalendarRefresh {
  private static final int LONGEST = 1_500;

  private final CalendarSource source;
  private final CalendarCopies copies;

  @Inject
  public CalendarRefresh(CalendarSource source, CalendarCopies copies) {
    this.source = source;
    this.copies = copies;
  }

  /** Returns what is wrong, in sentences; empty = nothing. */
  public String refresh(Schedule schedule) {
    List<String> trouble = new ArrayList<>();
    for (String url : Addresses.of(schedule).all()) {
      refresh(schedule.details().org(), schedule.id(), url, trouble);
    }
    String all = String.join("; ", trouble);
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
  }

  /** Whether there is a copy of each: one may have been forgotten while its address came back. */
  public boolean kept(Schedule schedule) {
    return Addresses.of(schedule).all().stream()
        .allMatch(url -> copies.find(schedule.details().org(), schedule.id(), url).isPresent());
  }

  /** Forgets the copies of addresses that the schedule no longer has. */
  public void forget(Schedule schedule, List<String> before) {
    List<String> now = Addresses.of(schedule).all();
    for (String url : before) {
      if (!now.contains(url)) copies.forget(schedule.details().org(), schedule.id(), url);
    }
  }

  private void refresh(String org, String schedule, String url, List<String> trouble) {
    @Nullable Copy kept = copies.find(org, schedule, url).orElse(null);
    switch (source.fetchAgain(url, kept)) {
      case Again.Failed(String reason) -> {
        trouble.add("the calendar cannot be fetched: " + reason);
        if (kept != null) problems(kept, trouble);
      }
      case Again.Same _ -> {
        if (kept != null) problems(kept, trouble);
      }
      case Again.Other(Copy copy) -> {
        boolean good = problems(copy, trouble);
        if (good && !copy.equals(kept)) copies.keep(org, schedule, url, copy);
      }
    }
  }

  private static boolean problems(Copy copy, List<String> trouble) {
    return switch (ImportedCalendar.read(copy.text())) {
      case Reading.Read(ImportedCalendar calendar) -> {
        trouble.addAll(calendar.problems());
        yield true;
      }
      case Reading.Unreadable(String why) -> {
        trouble.add("the calendar cannot be read: " + why);
        yield false;
      }
    };
  }
}
