package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alerts sent on purpose to see what happens (spec oncall-behaviour §1.10). Each one opens a group
 * of its own: see {@link Distinction#ofDemo}.
 */
public final class DemoAlerts {

  private DemoAlerts() {}

  /**
   * The demo alerts of a type.
   *
   * @param wanted the caller's payload; null takes the type's example
   */
  public static IncomingAlerts of(IntegrationType type, @Nullable Object wanted) {
    if (!type.hasDemoAlert()) {
      return new IncomingAlerts.Refused(
          "A demo alert cannot be sent to a " + type.title() + " integration");
    }
    Object body = wanted == null ? type.examplePayload() : wanted;
    return switch (type.intake()) {
      case PER_ALERT, GRAFANA ->
          hasAlerts(body)
              ? IncomingAlerts.read(Intake.PER_ALERT, body, text -> Optional.empty())
              : new IncomingAlerts.Refused("The payload must hold a non-empty \"alerts\" array");
      case GROUPED -> IncomingAlerts.read(Intake.GROUPED, body, text -> Optional.empty());
      case GENERIC, SNS, MAIL, INTERNAL ->
          new IncomingAlerts.Accepted(List.of(IncomingAlert.of(body)));
    };
  }

  private static boolean hasAlerts(@Nullable Object body) {
    Map<String, @Nullable Object> object = PlainValues.asObject(body);
    return object != null && object.get("alerts") instanceof List<?> alerts && !alerts.isEmpty();
  }
}
