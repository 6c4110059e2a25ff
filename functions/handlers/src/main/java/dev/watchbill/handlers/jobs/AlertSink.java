package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.integration.Integration;
import java.time.Instant;

/** Where alerts go that Watchbill itself makes: the way of every other alert. */
public interface AlertSink {

  /**
   * Takes an alert as if the integration had received it; when this returns, it is stored.
   *
   * @param payload plain values
   */
  void accept(Integration integration, Object payload, Instant now);
}
