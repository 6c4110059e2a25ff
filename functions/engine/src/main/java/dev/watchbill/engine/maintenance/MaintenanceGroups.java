package dev.watchbill.engine.maintenance;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.MaintenanceAlert;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.change.Happened.Action;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.alert.GroupChanges;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The special alert groups that collect what a maintenance keeps from its people (spec
 * oncall-behaviour §1.9). They belong to a hidden integration of their organisation, which exists
 * by its id alone.
 */
public final class MaintenanceGroups {
  private final AlertGroups groups;
  private final GroupChanges changes;
  private final Commits commits;
  private final PayloadText text;
  private final Organizations organizations;
  private final PublicIds ids;

  @Inject
  public MaintenanceGroups(
      AlertGroups groups,
      GroupChanges changes,
      Commits commits,
      Organizations organizations,
      PublicIds ids,
      PayloadText text) {
    this.groups = groups;
    this.changes = changes;
    this.commits = commits;
    this.text = text;
    this.organizations = organizations;
    this.ids = ids;
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
        new Alert(ids.nextAlert(at), org, id, at, text.write(payload), title, null, null, null);
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
            Lock.NONE,
            new Content(title, List.of(), 1, alert.id(), false),
            Status.NEW,
            Ledger.Head.EMPTY,
            0);
    // Its id was chosen before: two openings of it are one, and whoever is second finds it open.
    commits.commitWhatFits(
        Change.at(at)
            .create(group)
            .create(alert)
            .record(
                group.subject(),
                Decision.of("opened", by, "Opened to collect the new groups of a maintenance")
                    .with("integration", integration.id())
                    .with("ends", maintenance.endsAt()))
            .happened(new Happened.ToGroup(group.subject(), Action.OPENED, by, true))
            .clear(opens));
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
                  : change.record(
                      group.subject(),
                      Decision.of("maintenance ended", by, "The maintenance is over"));
            });
    return !(result instanceof GroupChanges.Result.Contended);
  }
}
