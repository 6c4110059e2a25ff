package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import jakarta.inject.Inject;
import java.time.Instant;

/** Ends maintenances at their time (spec oncall-behaviour §1.9). */
public final class MaintenanceEndJob extends TimerJob {
  private final MaintenanceWindows windows;

  @Inject
  MaintenanceEndJob(Timers timers, Prompts prompts, Commits commits, MaintenanceWindows windows) {
    super(TimerKind.MAINTENANCE_END, timers, prompts, commits);
    this.windows = windows;
  }

  @Override
  protected Effect run(Timer due, Instant now) {
    return windows.due(due, now) ? Effect.NOTHING : Effect.AGAIN;
  }
}
