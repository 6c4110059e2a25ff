package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.timer.Timer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where alerts go that Watchbill itself makes: the way of every other alert. */
public interface AlertSink {

  /**
   * Takes an alert as if the integration had received it. The alert is stored in one commit with
   * the end of the timer that made it and the beginning of the next, so it is stored once, however
   * often that timer is run.
   *
   * @param payload plain values
   * @param ran the timer whose effect this is
   * @param next the timer to set with it, if any
   * @return false when somebody was faster, with the group or with the timer: nothing is stored,
   *     and what the timer means has to be decided again
   */
  boolean accept(
      Integration integration, Object payload, Timer ran, @Nullable Timer next, Instant now);
}
