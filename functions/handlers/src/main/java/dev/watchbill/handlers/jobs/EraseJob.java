package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Removes what a deleted group left behind (spec oncall-behaviour §6.6). Repeatable: the timer goes
 * when everything else is gone.
 */
public final class EraseJob extends TimerJob {
  private final AlertGroups groups;
  private final GroupNotes notes;

  @Inject
  EraseJob(Timers timers, Prompts prompts, AlertGroups groups, GroupNotes notes) {
    super(TimerKind.ERASE, timers, prompts);
    this.groups = groups;
    this.notes = notes;
  }

  @Override
  protected Effect run(Timer due, Instant now) {
    notes.remove(due.org(), due.subject());
    groups.erase(due.org(), due.subject());
    return Effect.NOTHING;
  }
}
