package dev.watchbill.handlers.intake;

import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.handlers.jobs.AlertSink;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that Watchbill makes itself, of heartbeats that stop and come back (spec oncall-behaviour
 * §1.8). They cost no budget.
 */
public final class OwnAlerts implements AlertSink {
  private final AlertIntake intake;

  @Inject
  OwnAlerts(AlertIntake intake) {
    this.intake = intake;
  }

  @Override
  public boolean accept(
      Integration integration, Object payload, Timer ran, @Nullable Timer next, Instant now) {
    Intake how = integration.type().intake();
    // What is made for these types is one alert, not a body of them.
    Object body = how == Intake.PER_ALERT ? Map.of("alerts", List.of(payload)) : payload;
    IncomingAlert alert =
        switch (IncomingAlerts.read(how, body, AlertIntake::json)) {
          case IncomingAlerts.Refused refused -> throw new IllegalStateException(refused.reason());
          case IncomingAlerts.Accepted accepted -> only(accepted.alerts());
        };
    return switch (intake.take(integration, alert, ran, next, now)) {
      case STORED -> true;
      case CONTENDED -> false;
      // Does not happen to an integration that was read a moment ago.
      case GONE -> throw new IllegalStateException("an own alert was not stored");
    };
  }

  /** One timer ends with one commit, and a commit takes one alert. */
  private static IncomingAlert only(List<IncomingAlert> alerts) {
    if (alerts.size() == 1) return alerts.getFirst();
    throw new IllegalStateException("an own alert was read as " + alerts.size());
  }
}
