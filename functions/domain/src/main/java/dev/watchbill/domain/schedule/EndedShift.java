package dev.watchbill.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What deleting a begun shift of a web schedule leaves to be seen (spec oncall-api §4.8). */
public final class EndedShift {

  /** Its {@code until} is now; an override is as long as it has lasted. */
  public static Shift at(Shift shift, ZoneId zone, Instant now) {
    return switch (shift) {
      case Shift.SingleEvent single ->
          new Shift.SingleEvent(single.details(), single.users(), earlier(single.ends(), now));
      case Shift.RecurrentEvent recurrent -> recurrent.with(ended(recurrent.recurrence(), now));
      case Shift.RollingUsers rolling -> rolling.with(ended(rolling.recurrence(), now));
      case Shift.Override override -> override.with(shortened(override.details(), zone, now));
    };
  }

  /** Whether nothing of it is left to come, so that there is nothing to end. */
  public static boolean isOver(Shift shift, ZoneId zone, Instant now) {
    Instant cut = shift.details().effective().to();
    if (cut != null && !cut.isAfter(now)) return true;
    LocalDateTime end = shift.details().start().plus(shift.details().duration());
    return shift.repeats().isEmpty() && !Shift.instantOf(end, zone).isAfter(now);
  }

  private static Recurrence ended(Recurrence rule, Instant now) {
    return rule.withUntil(earlier(rule.until(), now));
  }

  private static Instant earlier(@Nullable Instant until, Instant now) {
    return until == null || now.isBefore(until) ? now : until;
  }

  private static Shift.Details shortened(Shift.Details details, ZoneId zone, Instant now) {
    Duration lasted = Duration.between(details.start(), LocalDateTime.ofInstant(now, zone));
    return details.withDuration(
        lasted.isNegative() || lasted.compareTo(details.duration()) > 0
            ? details.duration()
            : lasted);
  }

  private EndedShift() {}
}
