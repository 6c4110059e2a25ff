package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.ImportedCalendars;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events of a schedule's calendars, from the copies that are kept of them. */
public final class KeptCalendars implements ImportedCalendars {

  private final CalendarCopies copies;
  private final Users users;

  public KeptCalendars(CalendarCopies copies, Users users) {
    this.copies = copies;
    this.users = users;
  }

  /** The addresses a schedule imports from: primary or none, and overrides or none. */
  public record Addresses(@Nullable String primary, @Nullable String overrides) {

    public static Addresses of(Schedule schedule) {
      return switch (schedule) {
        case Schedule.Web _ -> new Addresses(null, null);
        // Not read while overrides hang on the schedule itself.
        case Schedule.Calendar calendar ->
            new Addresses(null, calendar.webOverrides() ? null : calendar.overridesUrl());
        case Schedule.Ical imported ->
            new Addresses(imported.primaryUrl(), imported.overridesUrl());
      };
    }

    public List<String> all() {
      List<String> all = new ArrayList<>();
      if (primary != null && !primary.isEmpty()) all.add(primary);
      if (overrides != null && !overrides.isEmpty()) all.add(overrides);
      return all;
    }
  }

  @Override
  public Rota.Imported of(Schedule schedule) {
    Addresses addresses = Addresses.of(schedule);
    if (addresses.all().isEmpty()) return Rota.Imported.NONE;
    String org = schedule.details().org();
    // Read when somebody asks: a question may not need it.
    return new Lazily(
        () ->
            new CalendarPair(
                calendar(org, schedule.id(), addresses.primary()),
                calendar(org, schedule.id(), addresses.overrides()),
                new CalendarNames(users.all(org), User::mayBeNotified)));
  }

  private @Nullable ImportedCalendar calendar(String org, String schedule, @Nullable String url) {
    if (url == null || url.isEmpty()) return null;
    return copies
        .find(org, schedule, url)
        .map(
            copy ->
                switch (ImportedCalendar.read(copy.text())) {
                  case ImportedCalendar.Reading.Read(ImportedCalendar read) -> read;
                  case ImportedCalendar.Reading.Unreadable _ -> null;
                })
        .orElse(null);
  }

  @Override
  public void keep(
      String org, String schedule, String url, CalendarSource.Fetched.Usable calendar) {
    copies.keep(org, schedule, url, new CalendarCopies.Copy(calendar.text(), null, null));
  }

  /** They lie beside the schedule and are removed with all that does. */
  @Override
  public void forget(String org, String schedule) {}

  private static final class Lazily implements Rota.Imported {
    private final Supplier<CalendarPair> reader;
    private @Nullable CalendarPair read;

    Lazily(Supplier<CalendarPair> reader) {
      this.reader = reader;
    }

    @Override
    public List<dev.watchbill.domain.schedule.Occurrence> overlapping(
        dev.watchbill.domain.schedule.Window window) {
      CalendarPair pair = read;
      if (pair == null) read = pair = reader.get();
      return pair.overlapping(window);
    }
  }
}
