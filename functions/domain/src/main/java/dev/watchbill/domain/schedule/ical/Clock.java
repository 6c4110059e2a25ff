package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.schedule.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;

/** A wall clock. Not a ZoneId: a calendar may define zones that only it knows. */
record Clock(ZoneRules rules) {

  static final Clock UTC = new Clock(java.time.ZoneOffset.UTC.getRules());

  /** As {@link Shift#instantOf(LocalDateTime, ZoneRules)}. */
  Instant instantOf(LocalDateTime shown) {
    return Shift.instantOf(shown, rules);
  }

  /** As {@link Shift#endOf}. */
  Instant endOf(LocalDateTime start, Duration length) {
    return Shift.endOf(start, length, rules);
  }

  LocalDateTime shows(Instant at) {
    return LocalDateTime.ofInstant(at, rules.getOffset(at));
  }
}
