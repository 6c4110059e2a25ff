package dev.watchbill.domain.schedule.ical;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** A wall clock. Not a ZoneId: a calendar may define zones that only it knows. */
record Clock(ZoneRules rules) {

  static final Clock UTC = new Clock(java.time.ZoneOffset.UTC.getRules());

  /**
   * When the clock shows this: of two instants the first, and for a time it skips the offset before
   * the change (RFC 5545 §3.3.5).
   */
  Instant instantOf(LocalDateTime shown) {
    ZoneOffsetTransition change = rules.getTransition(shown);
    return shown.toInstant(change == null ? rules.getOffset(shown) : change.getOffsetBefore());
  }

  LocalDateTime shows(Instant at) {
    return LocalDateTime.ofInstant(at, rules.getOffset(at));
  }
}
