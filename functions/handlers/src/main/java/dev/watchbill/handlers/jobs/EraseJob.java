package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.GroupChanges;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Removes what a deleted group left behind, and lets those that were attached to it stand alone
 * (spec oncall-behaviour §6.6). Repeatable: the timer goes when everything else is gone.
 */
public final class EraseJob extends TimerJob {
  private final AlertGroups groups;
  private final GroupChanges changes;

  @Inject
  EraseJob(
      Timers timers, Prompts prompts, Commits commits, AlertGroups groups, GroupChanges changes) {
    super(TimerKind.ERASE, timers, prompts, commits);
    this.groups = groups;
    this.changes = changes;
  }

  @Override
  protected Effect run(Timer due, Instant now) {
    String root = due.subject();
    // Before the erasing, which also forgets who was attached.
    for (String follower : groups.attachedTo(due.org(), root)) {
      GroupChanges.Result result =
          changes.change(
              due.org(),
              follower,
              (group, at) ->
                  root.equals(group.status().attachedTo())
                      ? AlertGroupActions.detached(group, at)
                      : null);
      if (result instanceof GroupChanges.Result.Contended) return Effect.AGAIN;
    }
    groups.erase(due.org(), root);
    return Effect.NOTHING;
  }
}
