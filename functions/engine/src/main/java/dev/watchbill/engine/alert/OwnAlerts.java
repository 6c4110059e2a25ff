package dev.watchbill.engine.alert;

import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Alerts that Watchbill makes itself, of heartbeats that stop and come back (spec oncall-behaviour
 * §1.8). They cost no budget.
 */
public final class OwnAlerts {
  private final AlertIntake intake;
  private final PayloadText text;

  @Inject
  public OwnAlerts(AlertIntake intake, PayloadText text) {
    this.intake = intake;
    this.text = text;
  }

  /**
   * Takes an alert as if the integration had received it. The alert is stored in one commit with
   * what follows from the timer that made it, so it is stored once, however often that timer is
   * run.
   *
   * @param payload plain values
   * @param with the timer whose effect this is, the next one, and what must still be true
   * @return false when somebody was faster, with the group or with the timer: nothing is stored,
   *     and what the timer means has to be decided again
   */
  public boolean accept(Integration integration, Object payload, Change with, Instant now) {
    Intake how = integration.type().intake();
    // What is made for these types is one alert, not a body of them.
    Object body = how == Intake.PER_ALERT ? Map.of("alerts", List.of(payload)) : payload;
    IncomingAlert alert =
        switch (IncomingAlerts.read(how, body, text::read)) {
          case IncomingAlerts.Refused refused -> throw new IllegalStateException(refused.reason());
          case IncomingAlerts.Accepted accepted -> only(accepted.alerts());
        };
    return switch (intake.take(integration, alert, with, now)) {
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
