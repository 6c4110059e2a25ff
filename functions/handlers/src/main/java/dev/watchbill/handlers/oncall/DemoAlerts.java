package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Integration;
import org.jspecify.annotations.Nullable;

/** Sends an alert to an integration as its source would, so that a person sees what happens. */
public interface DemoAlerts {

  /**
   * Takes the alert in; it is durable when this returns.
   *
   * @param payload a plain value, the type's example when the caller sent none
   */
  void send(Integration integration, @Nullable Object payload);
}
