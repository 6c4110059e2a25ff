package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.GroupChanges;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A timer whose effect is a change of the alert group that it names. */
abstract class GroupTimerJob extends TimerJob {
  private final GroupChanges changes;

  GroupTimerJob(
      TimerKind kind, Timers timers, Prompts prompts, Commits commits, GroupChanges changes) {
    super(kind, timers, prompts, commits);
    this.changes = changes;
  }

  /** What the time does to the group; null = nothing any more. */
  abstract @Nullable Change decide(AlertGroup group, Timer due, Instant now);

  @Override
  protected final Effect run(Timer due, Instant now) {
    GroupChanges.Result result =
        changes.change(
            due.org(),
            due.subject(),
            (group, at) -> {
              Change change = decide(group, due, at);
              return change == null ? null : change.ran(due);
            });
    return switch (result) {
      case GroupChanges.Result.Changed _ -> Effect.COMMITTED;
      case GroupChanges.Result.Unchanged _,
          GroupChanges.Result.Refused _,
          GroupChanges.Result.Gone _ ->
          Effect.NOTHING;
      case GroupChanges.Result.Contended _ -> Effect.AGAIN;
    };
  }
}
