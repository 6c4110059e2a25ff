package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.handlers.http.Problem;
import org.jspecify.annotations.Nullable;

/** Sends an integration an alert as its source would, so that a person sees what happens. */
public interface DemoAlertSender {

  /**
   * Takes the alert in; it is stored when this returns.
   *
   * @param payload a plain value; null = the example of the integration's type
   */
  Result send(Integration integration, @Nullable Object payload);

  /** What became of it. */
  sealed interface Result {

    /** It is stored; of several in one body the first is named. */
    record Sent(String alertGroupId, String alertId) implements Result {}

    /** It was not done. */
    record Refused(Problem problem) implements Result {}
  }
}
