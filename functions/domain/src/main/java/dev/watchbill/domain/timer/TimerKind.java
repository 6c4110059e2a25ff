package dev.watchbill.domain.timer;

import java.util.Locale;

/** What a timer does when it is due. Each kind has one job and one queue. */
public enum TimerKind {
  /** A silence ends. */
  SILENCE_EXPIRY,
  /** A maintenance of an integration ends. */
  MAINTENANCE_END,
  /** An integration may have stopped giving signs of life. */
  HEARTBEAT_CHECK,
  /** A group of the per-alert types may have seen all its alerts resolved. */
  AUTO_RESOLVE,
  /** What is left of a deleted group is removed. */
  ERASE,
  /** Groups attached to another follow its new state. */
  CASCADE;

  /** As queues and partitions name it: {@code silence-expiry}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
