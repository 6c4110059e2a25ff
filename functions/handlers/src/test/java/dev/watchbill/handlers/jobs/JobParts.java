package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.timer.TimerQueue;
import java.time.InstantSource;

/** Parts of this room for the tests of others. */
public final class JobParts {
  private final Prompts prompts;

  public JobParts(TimerQueue queue) {
    prompts = new Prompts(queue);
  }

  public GroupChanges changes(AlertGroups groups, InstantSource clock) {
    return new GroupChanges(groups, prompts, clock);
  }

  public HeartbeatSignals signals(Heartbeats heartbeats) {
    return new HeartbeatSignals(heartbeats, prompts);
  }
}
