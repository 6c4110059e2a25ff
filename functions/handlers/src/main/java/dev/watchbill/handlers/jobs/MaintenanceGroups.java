package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Change;
import dev.watchbill.domain.alert.MaintenanceAlert;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.ledger.Actor;
import dev.watchbill.domain.ledger.Decision;
import dev.watchbill.domain.ledger.Ledger;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.handlers.http.Json;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The special alert groups that collect what a maintenance keeps from its people (spec
 * oncall-behaviour §1.9). They belong to a hidden integration of their organisation, which exists
 * by its id alone.
 */
final class MaintenanceGroups {
  private final AlertGroups groups;
  private final GroupChanges changes;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  MaintenanceGroups(
      AlertGroups groups,
      GroupChanges changes,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    this.groups = groups;
    this.changes = changes;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  /** The id of an organisation's hidden integration. */
  static String hiddenIntegration(String org) {
    return "C" + org.substring(1);
  }

  private static String hiddenRoute(String org) {
    return "R" + org.substring(1);
  }

  /**
   * Opens the group that the maintenance names, unless it stands already; nothing in debug mode.
   * Its id was chosen before, so two openings of it are one.
   *
   * @param opens cleared with it
   */
  void open(Integration integration, Maintenance maintenance, Actor by, @Nullable Timer opens) {
    String id = maintenance.groupId();
    if (id == null || groups.find(integration.org(), id).isPresent()) return;
    String org = integration.org();
    Instant at = maintenance.startedAt();
    Map<String, @Nullable Object> payload =
        MaintenanceAlert.payload(integration.name(), null, at, maintenance.endsAt());
    String title = String.valueOf(payload.get("title"));
    Alert alert =
        new Alert(ids.nextAlert(at), org, id, at, Json.write(payload), title, null, null, null);
    AlertGroup group =
        new AlertGroup(
            id,
            org,
            hiddenIntegration(org),
            hiddenRoute(org),
            organizations.next(org, Counter.ALERT_GROUPS),
            id,
            at,
            at,
            null,
            true,
            new Content(title, List.of(), 1, alert.id(), false),
            Status.NEW,
            Ledger.Head.EMPTY,
            0);
    Change change =
        Change.of(group)
            .record(
                Decision.of("opened", by, "Opened to collect the new groups of a maintenance")
                    .with("integration", integration.id())
                    .with("ends", maintenance.endsAt()))
            .clear(opens);
    changes.open(change, alert, false, clock.instant());
  }

  /** Resolves it, and with it all that are attached to it; false when others kept changing it. */
  boolean resolve(String org, String id, Actor by) {
    GroupChanges.Result result =
        changes.change(
            org,
            id,
            (group, now) -> {
              Change change = AlertGroupActions.maintenanceEnded(group, now);
              return change == null
                  ? null
                  : change.record(Decision.of("maintenance ended", by, "The maintenance is over"));
            });
    return !(result instanceof GroupChanges.Result.Contended);
  }
}
