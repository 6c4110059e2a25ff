package dev.watchbill.handlers.intake;

import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.intake.AlertIntake.Demonstrated;
import dev.watchbill.handlers.intake.AlertIntake.Taken;
import dev.watchbill.handlers.oncall.DemoAlertSender;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
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

  @Override
  public Result send(Integration integration, @Nullable Object payload) {
    return switch (dev.watchbill.domain.alert.DemoAlerts.of(integration.type(), payload)) {
      case IncomingAlerts.Refused refused ->
          new Result.Refused(new Problem.Refused(refused.reason()));
      case IncomingAlerts.Accepted accepted -> send(integration, accepted);
    };
  }

  private Result send(Integration integration, IncomingAlerts.Accepted accepted) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Result.Sent first = null;
    for (IncomingAlert alert : accepted.alerts()) {
      Demonstrated done = intake.demonstrate(integration, alert, at);
      at = at.plus(1, ChronoUnit.MICROS);
      if (done.groupId() == null) return new Result.Refused(problem(done.taken()));
      if (first == null) first = new Result.Sent(done.groupId(), done.alertId());
    }
    // What is read as no alert at all is refused before.
    return Objects.requireNonNull(first);
  }

  private static Problem problem(Taken taken) {
    return switch (taken) {
      case STORED, CONTENDED -> new Problem.Conflict("Too many changes at once, please try again.");
      case GONE -> new Problem.NotFound();
    };
  }
}
