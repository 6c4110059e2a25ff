package dev.watchbill.handlers.intake;

import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.intake.AlertIntake.Taken;
import dev.watchbill.handlers.oncall.DemoAlertSender;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the alerts that somebody asks for to see what happens (spec oncall-behaviour §1.10): the
 * way of every other alert, except that each opens a group of its own. They cost no budget.
 */
public final class DemoAlerts implements DemoAlertSender {
  private final AlertIntake intake;
  private final InstantSource clock;

  @Inject
  DemoAlerts(AlertIntake intake, InstantSource clock) {
    this.intake = intake;
    this.clock = clock;
  }

  /**
   * Sends them; they are stored when this returns.
   *
   * @param integration as read for this request
   * @param payload null takes the type's example
   * @return why it was not done; empty when it was
   */
  @Override
  public Optional<Problem> send(Integration integration, @Nullable Object payload) {
    return switch (dev.watchbill.domain.alert.DemoAlerts.of(integration.type(), payload)) {
      case IncomingAlerts.Refused refused -> Optional.of(new Problem.Refused(refused.reason()));
      case IncomingAlerts.Accepted accepted -> send(integration, accepted);
    };
  }

  private Optional<Problem> send(Integration integration, IncomingAlerts.Accepted accepted) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (IncomingAlert alert : accepted.alerts()) {
      Taken taken = intake.take(integration, true, alert, true, at);
      at = at.plus(1, ChronoUnit.MICROS);
      if (taken != Taken.STORED) return Optional.of(problem(taken));
    }
    return Optional.empty();
  }

  private static Problem problem(Taken taken) {
    return switch (taken) {
      case STORED, CONTENDED -> new Problem.Conflict("Too many changes at once, please try again.");
      case GONE -> new Problem.NotFound();
    };
  }
}
