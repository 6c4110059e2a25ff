package dev.watchbill.domain.timer;

import dev.watchbill.domain.LetterCase;
import java.util.Arrays;
import java.util.Optional;

/** What a timer does when it is due. Each kind has one job. */
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
  CASCADE,
  /** Who is on call by a schedule may have changed, or what decides it has. */
  SHIFT_EVALUATION,
  /** The next step of an escalation. */
  ESCALATION,
  /** The next rule of a person who is paged. */
  PAGING,
  /** A message is to be sent, or is watched while it is. */
  DELIVERY,
  /** Messages that were collected for a person go out as one. */
  BUNDLE,
  /** Whoever acknowledged is asked whether that still holds, or did not say so in time. */
  ACKNOWLEDGE_REMINDER;

  /** As messages and partitions name it: {@code silence-expiry}. */
  public String slug() {
    return LetterCase.lower(name()).replace('_', '-');
  }

  static Optional<TimerKind> ofSlug(String slug) {
    return Arrays.stream(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
  }
}
