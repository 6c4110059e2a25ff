package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.AlertGroups.Committed;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.ledger.Actor;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.handlers.jobs.GroupChanges;
import dev.watchbill.handlers.jobs.GroupNotes;
import dev.watchbill.handlers.jobs.MaintenanceWindows;
import dev.watchbill.handlers.jobs.Prompts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Wipes and deletes alert groups (spec oncall-behaviour §6.6). Both are done when they are
 * answered: a caller who asks again at once finds nothing of what was removed.
 */
final class AlertGroupRemoval {
  private static final int TRIES = 10;

  private final AlertGroups groups;
  private final Alerts alerts;
  private final GroupChanges changes;
  private final GroupNotes notes;
  private final MaintenanceWindows windows;
  private final Prompts prompts;
  private final InstantSource clock;

  @Inject
  AlertGroupRemoval(
      AlertGroups groups,
      Alerts alerts,
      GroupChanges changes,
      GroupNotes notes,
      MaintenanceWindows windows,
      Prompts prompts,
      InstantSource clock) {
    this.groups = groups;
    this.alerts = alerts;
    this.changes = changes;
    this.notes = notes;
    this.windows = windows;
    this.prompts = prompts;
    this.clock = clock;
  }

  enum Result {
    DONE,
    GONE,
    CONTENDED
  }

  /**
   * Empties the group and its alerts. The group first, which closes it: an alert that arrives
   * meanwhile opens another group instead of joining behind the emptying. Who dies in between has
   * not answered, and whoever asks again empties the rest.
   */
  Result wipe(AlertGroup group, User by) {
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
  Result delete(AlertGroup group, User by) {
    Actor actor = Actor.user(by.id());
    if (!maintenanceEnded(group, actor)) return Result.CONTENDED;
    for (int i = 0; i < TRIES; i++) {
      Optional<AlertGroup> current = groups.find(group.org(), group.id());
      if (current.isEmpty()) return Result.GONE;
      Instant now = clock.instant();
      if (groups.delete(current.get(), now) == Committed.DONE) {
        notes.remove(group.org(), group.id());
        prompts.send(List.of(Timer.at(TimerKind.ERASE, now, group.org(), group.id())), now);
        return Result.DONE;
      }
    }
    return Result.CONTENDED;
  }

  /** Emptied or gone, the special group could not end its maintenance any more. */
  private boolean maintenanceEnded(AlertGroup group, Actor by) {
    return !group.maintenance() || windows.stopOf(group, by);
  }
}
