package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.handlers.http.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends an alert to an integration as its source would, so that a person sees what happens. */
public interface DemoAlerts {

  /**
   * Takes the alert in; it is durable when this returns.
   *
   * @param integration as read for this request
   * @param payload a plain value; null takes the type's example
   * @return why it was not done; empty when it was
   */
  Optional<Problem> send(Integration integration, @Nullable Object payload);
}
