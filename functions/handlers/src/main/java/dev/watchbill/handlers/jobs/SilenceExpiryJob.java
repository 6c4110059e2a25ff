package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.GroupChanges;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ends silences (spec oncall-behaviour §6.4). */
public final class SilenceExpiryJob extends GroupTimerJob {

  @Inject
  SilenceExpiryJob(Timers timers, Prompts prompts, Commits commits, GroupChanges changes) {
    super(TimerKind.SILENCE_EXPIRY, timers, prompts, commits, changes);
  }

  @Override
  @Nullable Change decide(AlertGroup group, Timer due, Instant now) {
    return AlertGroupActions.silenceEnded(group, due, now);
  }
}
