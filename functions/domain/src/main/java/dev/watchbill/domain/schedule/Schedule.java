package dev.watchbill.domain.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rota by name, made in one of three ways (spec oncall-api §8, oncall-behaviour §8.1). */
public sealed interface Schedule {

  /** What every schedule has. */
  Details details();

  Schedule with(Details changed);

  /** Ids of the shifts it shows as its own; empty for imported ones. */
  List<String> shifts();

  /** On whose wall clock a shift's times are read within this schedule. */
  ZoneId zoneOf(Shift shift);

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
   */
  record Calendar(
      Details details,
      ZoneId zone,
      List<String> shifts,
      @Nullable String overridesUrl,
      boolean webOverrides)
      implements Schedule {

    public Calendar {
      shifts = List.copyOf(shifts);
    }

    @Override
    public Calendar with(Details changed) {
      return new Calendar(changed, zone, shifts, overridesUrl, webOverrides);
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
