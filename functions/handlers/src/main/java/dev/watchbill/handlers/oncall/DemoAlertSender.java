package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.handlers.http.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends an integration an alert as its source would, so that a person sees what happens. */
public interface DemoAlertSender {

  /**
   * Takes the alert in; it is stored when this returns.
   *
   * @param payload a plain value; null = the example of the integration's type
   * @return why it was not done; empty when it was
   */
  Optional<Problem> send(Integration integration, @Nullable Object payload);
}
