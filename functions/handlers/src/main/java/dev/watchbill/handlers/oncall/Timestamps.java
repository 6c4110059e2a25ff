package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.timer.Timer;
import java.time.Instant;

/** Instants as answers show them (spec oncall-api §1.10). */
final class Timestamps {

  /** ISO 8601 in UTC; six fractional digits, or none when they would all be zero. */
  static String text(Instant instant) {
    return Timer.sortable(instant).replace(".000000Z", "Z");
  }

  private Timestamps() {}
}
