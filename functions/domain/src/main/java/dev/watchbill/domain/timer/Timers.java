package dev.watchbill.domain.timer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The stored timers. Setting and clearing happen inside the transactions of other rooms. */
public interface Timers {

  /** The row as it stands now, or empty when it was cleared or has run. */
  Optional<Timer> find(Timer timer);

  /**
   * Those of a kind due at or before the instant, soonest first, at most {@code limit} of them. One
   * set a moment ago may be missing; the next sweep finds it.
   */
  List<Timer> due(TimerKind kind, Instant until, int limit);

  /** Removes a timer whose subject no longer wants anything. */
  void clear(Timer timer);

  /**
   * Notes a failure; after {@link Timer#ATTEMPTS} of them the timer is parked instead. Empty when
   * somebody else noted one at the same moment.
   */
  Optional<Timer> failed(Timer timer, String error);

  /** Parked timers of an organisation, oldest first. */
  List<Timer> parked(String org);

  /**
   * Puts the parked timers of this {@link Timer#reference} back to run at once. False when none is
   * parked any more.
   */
  boolean retry(String org, String reference, Instant now);
}
