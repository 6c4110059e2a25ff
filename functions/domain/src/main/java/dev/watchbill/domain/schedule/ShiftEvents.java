package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Shift.Effective;
import dev.watchbill.domain.schedule.Shift.RecurrentEvent;
import dev.watchbill.domain.schedule.Shift.RollingUsers;
import dev.watchbill.domain.schedule.Shift.SingleEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of one shift that overlap a window: whole, before levels and overrides decide. */
final class ShiftEvents {

  /** Overrides have one level among themselves (spec oncall-behaviour §8.2). */
  static final int OVERRIDE_LEVEL = 99;

  private final Shift shift;
  private final Shift.Details details;
  private final ZoneId zone;
  private final Duration duration;
  private final Window window;
  private final Predicate<String> notifiable;
  private final Consumer<Occurrence> out;

  private ShiftEvents(
      Shift shift,
      ZoneId zone,
      Window window,
      Predicate<String> notifiable,
      Consumer<Occurrence> out) {
    this.shift = shift;
    this.details = shift.details();
    this.duration =
        details.duration().compareTo(Shift.LONGEST) > 0 ? Shift.LONGEST : details.duration();
    this.zone = zone;
    this.window = window;
    this.notifiable = notifiable;
    this.out = out;
  }

  static void collect(
      Shift shift,
      ZoneId zone,
      Window window,
      Predicate<String> notifiable,
      Consumer<Occurrence> out) {
    if (!shift.details().duration().isPositive()) return;
    Window own = own(window, shift.details().effective());
    if (own != null) new ShiftEvents(shift, zone, own, notifiable, out).collect();
  }

  /**
   * What of a window lies in the time of the shift: of a rule that has many pieces, one after the
   * other, each looks only at its own part, and a retired one of years ago costs nothing.
   */
  private static @Nullable Window own(Window window, Effective effective) {
    Instant start = window.start();
    Instant end = window.end();
    if (effective.from() != null) {
      if (!effective.from().isBefore(end)) return null;
      start = later(start, effective.from());
    }
    if (effective.to() != null) {
      if (!effective.to().isAfter(start)) return null;
      if (effective.to().isBefore(end)) end = effective.to();
    }
    return new Window(start, end);
  }

  private void collect() {
    switch (shift) {
      case SingleEvent single -> once(single.users());
      case Shift.Override override -> once(override.users());
      case RecurrentEvent recurrent -> recurring(recurrent);
      case RollingUsers rotation -> rotating(rotation);
    }
  }

  private void once(List<String> users) {
    event(details.start(), Staff.of(users, notifiable), length(details.start()));
  }

  private void recurring(RecurrentEvent recurrent) {
    Staff staff = Staff.of(recurrent.users(), notifiable);
    LocalDateTime first = details.start();
    Duration length = length(first);
    new Series(recurrent.recurrence(), first, recurrent.recurrence().step())
        .forEach(
            from(),
            end(recurrent.recurrence()),
            start -> {
              event(start, staff, length);
              return true;
            });
  }

  private void rotating(RollingUsers rotation) {
    Turns turns = new Turns(rotation);
    @Nullable Staff[] staff = new Staff[rotation.groups().size()];
    turns.forEach(
        from(),
        end(rotation.recurrence()),
        turn -> {
          Staff group = staff[turn.group()];
          if (group == null) {
            group = Staff.of(rotation.groups().get(turn.group()), notifiable);
            staff[turn.group()] = group;
          }
          Duration length = duration;
          if (endsAfterUntil(turn.start())) length = length(turns.base(turn));
          event(turn.start(), group, length);
          return true;
        });
  }

  /** No start before this has an event in the window; a day for what a zone's clock may do. */
  private LocalDateTime from() {
    return LocalDateTime.ofInstant(window.start(), ZoneOffset.UTC).minusDays(2).minus(duration);
  }

  private LocalDateTime end(Recurrence recurrence) {
    Instant until = recurrence.until();
    Instant last = until == null || until.isAfter(window.end()) ? window.end() : until;
    return LocalDateTime.ofInstant(last, ZoneOffset.UTC).plusDays(2);
  }

  private boolean endsAfterUntil(LocalDateTime start) {
    return shift
        .until()
        .map(until -> Shift.endOf(start, duration, zone.getRules()).isAfter(until))
        .orElse(false);
  }

  /**
   * How long the events of a series are: {@code until} limits starts, but it also cuts the first
   * event of a series, and the first one's length is that of all (spec oncall-behaviour §8.5).
   */
  private Duration length(LocalDateTime first) {
    if (!endsAfterUntil(first)) return duration;
    Instant until = shift.until().orElseThrow();
    // Where the clock skips the first start, it is later than its name.
    LocalDateTime begins = LocalDateTime.ofInstant(Shift.instantOf(first, zone), zone);
    Duration cut = Duration.between(begins, LocalDateTime.ofInstant(until, zone));
    return cut.compareTo(duration) < 0 ? cut : duration;
  }

  private void event(LocalDateTime wallStart, Staff staff, Duration length) {
    if (staff.nobodyNamed()) return; // an empty group keeps its turn, and it is a gap
    Instant start = Shift.instantOf(wallStart, zone);
    if (!length.isPositive()) return; // until lies before the first event of its series
    Instant end = Shift.endOf(wallStart, length, zone.getRules());
    Instant until = shift.until().orElse(null);
    if (until != null && start.isAfter(until)) return;
    if (details.source() == Shift.Source.WEB && wallStart.isBefore(details.rotationStart())) {
      start = later(start, Shift.instantOf(details.rotationStart(), zone));
    }
    Effective effective = details.effective();
    if (effective.from() != null) start = later(start, effective.from());
    if (effective.to() != null && effective.to().isBefore(end)) end = effective.to();
    if (!start.isBefore(end)) return;
    if (!start.isBefore(window.end()) || !end.isAfter(window.start())) return;
    boolean override = shift instanceof Shift.Override;
    out.accept(
        new Occurrence(
            details.id(),
            override ? OVERRIDE_LEVEL : Math.max(0, details.level()),
            override,
            false,
            start,
            end,
            end,
            staff.onCall(),
            staff.missing(),
            Map.of()));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  /** The people of one event: those who can be on call, and those who cannot. */
  private record Staff(List<String> onCall, List<String> missing) {

    static Staff of(List<String> named, Predicate<String> notifiable) {
      List<String> onCall = new ArrayList<>();
      List<String> missing = new ArrayList<>();
      for (String user : named) {
        List<String> list = notifiable.test(user) ? onCall : missing;
        if (!list.contains(user)) list.add(user);
      }
      return new Staff(List.copyOf(onCall), List.copyOf(missing));
    }

    boolean nobodyNamed() {
      return onCall.isEmpty() && missing.isEmpty();
    }
  }
}
