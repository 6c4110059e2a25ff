package dev.watchbill.engine.alert;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.org.User;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Wipes and deletes alert groups (spec oncall-behaviour §6.6). Both are done when they are
 * answered: a caller who asks again at once finds nothing of what was removed.
 */
public final class AlertGroupRemoval {
  private final Alerts alerts;
  private final GroupChanges changes;
  private final GroupNotes notes;
  private final MaintenanceWindows windows;
  private final InstantSource clock;

  @Inject
  public AlertGroupRemoval(
      Alerts alerts,
      GroupChanges changes,
      GroupNotes notes,
      MaintenanceWindows windows,
      InstantSource clock) {
    this.alerts = alerts;
    this.changes = changes;
    this.notes = notes;
    this.windows = windows;
    this.clock = clock;
  }

  public enum Result {
    DONE,
    GONE,
    CONTENDED
  }

  /**
   * Empties the group and its alerts. The group first, which closes it: an alert that arrives
   * meanwhile opens another group instead of joining behind the emptying. Who dies in between has
   * not answered, and whoever asks again empties the rest.
   */
  public Result wipe(AlertGroup group, User by) {
    Actor actor = Actor.user(by.id());
    if (!maintenanceEnded(group, actor)) return Result.CONTENDED;
    GroupChanges.Result result =
        changes.change(
            group.org(), group.id(), (each, now) -> AlertGroupActions.wipe(each, actor, now));
    if (result instanceof GroupChanges.Result.Gone) return Result.GONE;
    if (!(result instanceof GroupChanges.Result.Changed)) return Result.CONTENDED;
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    alerts.wipe(group.org(), group.id(), "Wiped by " + by.username() + " at " + today);
    return Result.DONE;
  }

  /** Removes the group from every reader; a timer of the same transaction erases the rest. */
  public Result delete(AlertGroup group, User by) {
    Actor actor = Actor.user(by.id());
    if (!maintenanceEnded(group, actor)) return Result.CONTENDED;
    GroupChanges.Result result =
        changes.change(
            group.org(), group.id(), (each, now) -> AlertGroupActions.delete(each, actor, now));
    if (result instanceof GroupChanges.Result.Gone) return Result.GONE;
    if (!(result instanceof GroupChanges.Result.Changed)) return Result.CONTENDED;
    notes.remove(group.org(), group.id());
    return Result.DONE;
  }

  /** Emptied or gone, the special group could not end its maintenance any more. */
  private boolean maintenanceEnded(AlertGroup group, Actor by) {
    return !group.maintenance() || windows.stopOf(group, by);
  }
}
