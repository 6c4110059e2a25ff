package dev.watchbill.engine.alert;

import dev.watchbill.domain.alert.DemoAlerts;
import dev.watchbill.domain.alert.IncomingAlert;
import dev.watchbill.domain.alert.IncomingAlerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.engine.alert.AlertIntake.Raised;
import dev.watchbill.engine.alert.AlertIntake.Taken;
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
public final class DemoAlertSender {
  private final AlertIntake intake;
  private final InstantSource clock;

  @Inject
  public DemoAlertSender(AlertIntake intake, InstantSource clock) {
    this.intake = intake;
    this.clock = clock;
  }

  /** What became of it. */
  public sealed interface Result {

    /** It is stored; of several in one body the first is named. */
    record Sent(String alertGroupId, String alertId) implements Result {}

    /** There is no demo alert of this type, or not with this payload. */
    record Refused(String reason) implements Result {}

    /** The integration was deleted a moment ago. */
    record Gone() implements Result {}

    /** Others kept changing its group. */
    record Contended() implements Result {}
  }

  /**
   * Takes the alert in; it is stored when this returns.
   *
   * @param payload a plain value; null = the example of the integration's type
   */
  public Result send(Integration integration, @Nullable Object payload) {
    return switch (DemoAlerts.of(integration.type(), payload)) {
      case IncomingAlerts.Refused refused -> new Result.Refused(refused.reason());
      case IncomingAlerts.Accepted accepted -> send(integration, accepted);
    };
  }

  private Result send(Integration integration, IncomingAlerts.Accepted accepted) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Result.Sent first = null;
    for (IncomingAlert alert : accepted.alerts()) {
      Raised done = intake.demonstrate(integration, alert, at);
      at = at.plus(1, ChronoUnit.MICROS);
      if (done.groupId() == null) {
        return done.taken() == Taken.GONE ? new Result.Gone() : new Result.Contended();
      }
      if (first == null) first = new Result.Sent(done.groupId(), done.alertId());
    }
    // What is read as no alert at all is refused before.
    return Objects.requireNonNull(first);
  }
}
