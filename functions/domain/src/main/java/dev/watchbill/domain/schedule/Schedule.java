package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Why a zone is remembered. A shift without a zone is read on the schedule's clock, so a new zone would move every hand-over that
 * ever was. The past never changes: what lay before the change stays on the clock of that time, and who is on call from the change on
 * is read on the new one. The shift itself is left alone, because other schedules may list it too.
 */
/** A rota by name, made in one of three ways (spec oncall-api §8, oncall-behaviour §8.1). */
public sealed interface Schedule {

  /** What every schedule has. */
  Details details();

  Schedule with(Details changed);

  /** Ids of the shifts it shows as its own; empty for imported ones. */
  List<String> shifts();

  /** On whose wall clock a shift's times are read within this schedule. */
  ZoneId zoneOf(Shift shift);

  /** Of the zones in which the schedule ever read the shift, the one in which it begins first. */
  default ZoneId firstZoneOf(Shift shift) {
    return zoneOf(shift);
  }

  /** The shift as it is read: one piece, or one for each zone that it was ever read in. */
  default List<Shift> asRead(Shift shift) {
    return List.of(shift);
  }

  default String id() {
    return details().id();
  }

  /**
   * Made in the browser. Its zone is for display only: a shift without a zone is read in UTC.
   *
   * @param shifts rotations and overrides, all owned by it
   */
  record Web(Details details, ZoneId zone, List<String> shifts) implements Schedule {

    public Web {
      shifts = List.copyOf(shifts);
    }

    @Override
    public Web with(Details changed) {
      return new Web(changed, zone, shifts);
    }

    @Override
    public ZoneId zoneOf(Shift shift) {
      ZoneId own = shift.details().zone();
      return own == null ? ZoneOffset.UTC : own;
    }
  }

  /**
   * Made of shifts that may belong to several schedules. A shift without a zone is read in the
   * schedule's, but an override without one in UTC, as in web schedules.
   *
   * @param overridesUrl an .ics whose events are overrides; not read while web overrides are on
   * @param webOverrides whether override shifts that hang on it count
   * @param changes the zones it had before, oldest first: what was on call by one of them stays so
   */
  record Calendar(
      Details details,
      ZoneId zone,
      List<String> shifts,
      @Nullable String overridesUrl,
      boolean webOverrides,
      List<ZoneChange> changes)
      implements Schedule {

    /** Changes of zone that are remembered; what lies before them is read in the oldest one. */
    static final int CHANGES = 50;

    public Calendar {
      shifts = List.copyOf(shifts);
      changes = List.copyOf(changes);
    }

    /** One that has always had its zone. */
    public Calendar(
        Details details,
        ZoneId zone,
        List<String> shifts,
        @Nullable String overridesUrl,
        boolean webOverrides) {
      this(details, zone, shifts, overridesUrl, webOverrides, List.of());
    }

    @Override
    public Calendar with(Details changed) {
      return new Calendar(changed, zone, shifts, overridesUrl, webOverrides, changes);
    }

    public Calendar withShifts(List<String> others) {
      return new Calendar(details, zone, others, overridesUrl, webOverrides, changes);
    }

    /** The same, remembering which zone it had before this instant if that was another one. */
    public Calendar after(ZoneId before, Instant now) {
      List<ZoneChange> all = new ArrayList<>(changes);
      ZoneId left = before;
      // Of two changes in one second the zone between them was never in force.
      if (!all.isEmpty() && !all.getLast().at().isBefore(now)) left = all.removeLast().before();
      if (!left.getRules().equals(zone.getRules())) all.add(new ZoneChange(now, left));
      List<ZoneChange> newest =
          all.size() <= CHANGES ? all : all.subList(all.size() - CHANGES, all.size());
      return new Calendar(details, zone, shifts, overridesUrl, webOverrides, newest);
    }

    /** Whether its zone is the one that counts for the shift. */
    private boolean reads(Shift shift) {
      return shift.details().zone() == null && !(shift instanceof Shift.Override);
    }

    @Override
    public ZoneId firstZoneOf(Shift shift) {
      ZoneId first = zoneOf(shift);
      if (!reads(shift)) return first;
      LocalDateTime start = shift.details().start();
      for (ZoneChange change : changes) {
        boolean earlier =
            Shift.instantOf(start, change.before()).isBefore(Shift.instantOf(start, first));
        if (earlier) first = change.before();
      }
      return first;
    }

    @Override
    public List<Shift> asRead(Shift shift) {
      if (changes.isEmpty() || !reads(shift)) return List.of(shift);
      List<Shift> pieces = new ArrayList<>();
      Instant from = null;
      for (ZoneChange change : changes) {
        piece(shift, change.before(), from, change.at(), pieces);
        from = change.at();
      }
      piece(shift, zone, from, null, pieces);
      return pieces;
    }

    private static void piece(
        Shift shift,
        ZoneId zone,
        @Nullable Instant from,
        @Nullable Instant to,
        List<Shift> pieces) {
      Shift.Effective effective = shift.details().effective();
      if (from != null) effective = effective.beginningAt(from);
      if (to != null) effective = effective.endingAt(to);
      boolean none =
          effective.from() != null
              && effective.to() != null
              && !effective.from().isBefore(effective.to());
      if (none) return;
      pieces.add(shift.with(shift.details().withZone(zone).withEffective(effective)));
    }

    @Override
    public ZoneId zoneOf(Shift shift) {
      ZoneId own = shift.details().zone();
      if (own != null) return own;
      return shift instanceof Shift.Override ? ZoneOffset.UTC : zone;
    }
  }

  /** Read from elsewhere. */
  record Ical(Details details, String primaryUrl, @Nullable String overridesUrl)
      implements Schedule {

    @Override
    public Ical with(Details changed) {
      return new Ical(changed, primaryUrl, overridesUrl);
    }

    @Override
    public List<String> shifts() {
      return List.of();
    }

    @Override
    public ZoneId zoneOf(Shift shift) {
      ZoneId own = shift.details().zone();
      return own == null ? ZoneOffset.UTC : own;
    }
  }

  /**
   * A zone that a schedule had.
   *
   * @param at exclusive: from then on it had the next one
   */
  record ZoneChange(Instant at, ZoneId before) {}

  /** The zone it shows; empty for imported ones. */
  default Optional<ZoneId> shownZone() {
    return switch (this) {
      case Web web -> Optional.of(web.zone());
      case Calendar calendar -> Optional.of(calendar.zone());
      case Ical _ -> Optional.empty();
    };
  }

  /**
   * What every schedule has.
   *
   * @param slackChannel as Slack names it, upper case
   */
  record Details(
      String id,
      String org,
      @Nullable String teamId,
      String name,
      @Nullable String slackChannel,
      @Nullable String slackUserGroup,
      Instant createdAt,
      long version) {}
}
