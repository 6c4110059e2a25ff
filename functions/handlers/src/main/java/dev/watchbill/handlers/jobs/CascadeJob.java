package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.GroupChanges;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the groups attached to another one follow it (spec oncall-behaviour §6.6). Each follower is
 * a change of its own, and a follower that stands where its root stands is left alone, so a run
 * that died half-way is simply done again.
 *
 * <p>Two runs for two states of one root may overlap. The root is read after the follower, whose
 * version then guards the decision: whoever read an older root finds its follower changed by the
 * run that read the newer one, and decides again.
 */
public final class CascadeJob extends TimerJob {
  private final AlertGroups groups;
  private final GroupChanges changes;

  @Inject
  CascadeJob(
      Timers timers, Prompts prompts, Commits commits, AlertGroups groups, GroupChanges changes) {
    super(TimerKind.CASCADE, timers, prompts, commits);
    this.groups = groups;
    this.changes = changes;
  }

  @Override
  protected Effect run(Timer due, Instant now) {
    String root = due.subject();
    Effect effect = Effect.NOTHING;
    for (String follower : groups.attachedTo(due.org(), root)) {
      GroupChanges.Result result =
          changes.change(due.org(), follower, (group, at) -> follow(group, root, at));
      if (result instanceof GroupChanges.Result.Contended) effect = Effect.AGAIN;
    }
    return effect;
  }

  private @Nullable Change follow(AlertGroup group, String root, Instant now) {
    if (!root.equals(group.status().attachedTo())) return null;
    Optional<AlertGroup> followed = groups.find(group.org(), root);
    return followed.isPresent()
        ? AlertGroupActions.follow(group, followed.get(), now)
        : AlertGroupActions.detached(group, now);
  }
}
