package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.engine.alert.DemoAlertSender;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.handlers.http.Body;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with an integration besides changing it (spec oncall-api §2.8). */
final class IntegrationActions {
  /** Ten years; the original has no limit, and no calendar to hold it either. */
  private static final long LONGEST_MAINTENANCE = 315_360_000;

  private final Integrations integrations;
  private final MaintenanceWindows maintenance;
  private final DemoAlertSender demo;
  private final IntegrationView view;

  @Inject
  IntegrationActions(
      Integrations integrations,
      MaintenanceWindows maintenance,
      DemoAlertSender demo,
      IntegrationView view) {
    this.integrations = integrations;
    this.maintenance = maintenance;
    this.demo = demo;
    this.view = view;
  }

  Response startMaintenance(Call call, String id) {
    if (find(call, id).isEmpty()) return Refusals.of(new Problem.NotFound());
    return OnCallResource.withFields(call, (c, in) -> start(c, id, in));
  }

  /** The mode is looked at first, alone (§2.8). */
  private Response start(Call call, String id, Fields in) {
    Optional<Maintenance.Mode> mode = mode(in.raw("mode"));
    if (mode.isEmpty()) {
      in.error("mode", "Unknown mode, must be debug or maintenance");
      return refused(in);
    }
    Long seconds = Fields.integer(in.raw("duration"));
    if (seconds == null || seconds < 1 || seconds > LONGEST_MAINTENANCE) {
      in.error("duration", "Invalid duration, a number of seconds is expected");
      return refused(in);
    }
    return answer(
        maintenance.start(
            call.org(), id, mode.get(), Duration.ofSeconds(seconds), Actor.user(self(call))));
  }

  Response stopMaintenance(Call call, String id) {
    if (find(call, id).isEmpty()) return Refusals.of(new Problem.NotFound());
    return answer(maintenance.stop(call.org(), id, Actor.user(self(call))));
  }

  /** Ends the maintenance of an integration that goes away. */
  void endMaintenance(Call call, Integration integration) {
    maintenance.stop(call.org(), integration.id(), Actor.user(self(call)));
  }

  /**
   * The body is the alert; without one it is the type's example. The original answers nothing; ours
   * names the group, so that whoever asked can follow it.
   */
  Response demoAlert(Call call, String id) {
    Optional<Integration> integration = find(call, id);
    if (integration.isEmpty()) return Refusals.of(new Problem.NotFound());
    return switch (Body.of(call.request())) {
      case Body.Unreadable unreadable -> Refusals.of(unreadable.problem());
      case Body.Value sent ->
          switch (demo.send(integration.get(), isEmpty(sent.value()) ? null : sent.value())) {
            case DemoAlertSender.Result.Refused(String reason) ->
                Refusals.of(new Problem.Refused(reason));
            case DemoAlertSender.Result.Gone _ -> Refusals.of(new Problem.NotFound());
            case DemoAlertSender.Result.Contended _ ->
                Refusals.of(new Problem.Conflict("Too many changes at once, please try again."));
            case DemoAlertSender.Result.Sent done ->
                Response.json(
                    200,
                    PlainValues.object(
                        "alert_group_id", done.alertGroupId(), "alert_id", done.alertId()));
          };
    };
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private Optional<Integration> find(Call call, String id) {
    return integrations
        .find(call.org(), id)
        .filter(integration -> integration.type() != IntegrationType.MAINTENANCE);
  }

  private Response answer(MaintenanceWindows.Result result) {
    return switch (result) {
      case MaintenanceWindows.Result.Done done ->
          Response.json(200, view.detail(done.integration()));
      case MaintenanceWindows.Result.AlreadyRunning _ ->
          Refusals.of(new Problem.Refused(MaintenanceWindows.ALREADY));
      case MaintenanceWindows.Result.Gone _ -> Refusals.of(new Problem.NotFound());
      case MaintenanceWindows.Result.Contended _ -> Refusals.of(ConfigResource.contended());
    };
  }

  private static Response refused(Fields in) {
    return Refusals.of(in.problem().orElseThrow());
  }

  private static Optional<Maintenance.Mode> mode(@Nullable Object value) {
    for (Maintenance.Mode mode : Maintenance.Mode.values()) {
      if (value instanceof String text && mode.slug().equalsIgnoreCase(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  private static String self(Call call) {
    return call.caller().user().id();
  }
}
