package dev.watchbill.handlers.intake;

import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.handlers.intake.AlertIntake.Taken;
import dev.watchbill.handlers.jobs.AlertSink;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

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
  public void accept(Integration integration, Object payload, Instant now) {
    Intake how = integration.type().intake();
    // What is made for these types is one alert, not a body of them.
    Object body = how == Intake.PER_ALERT ? Map.of("alerts", List.of(payload)) : payload;
    switch (IncomingAlerts.read(how, body, AlertIntake::json)) {
      case IncomingAlerts.Refused refused -> throw new IllegalStateException(refused.reason());
      case IncomingAlerts.Accepted accepted -> {
        Instant at = now;
        for (IncomingAlert alert : accepted.alerts()) {
          Taken taken = intake.take(integration, true, alert, false, at);
          // Who called tries again later; for a deleted integration there is nothing to try.
          if (taken != Taken.STORED && taken != Taken.GONE) {
            throw new IllegalStateException("not stored: " + taken);
          }
          at = at.plus(1, ChronoUnit.MICROS);
        }
      }
    }
  }
}
