package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.TimerFlow;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** A kind whose timers each bring one change, committed with the end of the timer. */
public final class FlowJob extends TimerJob {
  private final TimerFlow flow;
  private final Commits commits;

  private FlowJob(TimerKind kind, TimerFlow flow, Timers timers, Prompts prompts, Commits commits) {
    super(kind, timers, prompts, commits);
    this.flow = flow;
    this.commits = commits;
  }

  /** Makes the job of a kind from what happens in it. */
  public static final class Maker {
    private final Timers timers;
    private final Prompts prompts;
    private final Commits commits;

    @Inject
    Maker(Timers timers, Prompts prompts, Commits commits) {
      this.timers = timers;
      this.prompts = prompts;
      this.commits = commits;
    }

    public FlowJob of(TimerKind kind, TimerFlow flow) {
      return new FlowJob(kind, flow, timers, prompts, commits);
    }
  }

  @Override
  protected Effect run(Timer due, Instant now) {
    Optional<Change> change = flow.decide(due, now);
    if (change.isEmpty()) return Effect.NOTHING;
    if (!commits.commitWhatFits(change.get().ran(due))) return Effect.AGAIN;
    flow.done(change.get());
    return Effect.COMMITTED;
  }
}
