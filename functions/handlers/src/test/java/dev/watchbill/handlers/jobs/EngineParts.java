package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.change.Changes;
import dev.watchbill.domain.timer.TimerQueue;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.LostRaces;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.Reactions;
import dev.watchbill.storage.DynamoChanges;
import dev.watchbill.storage.SecretBox;
import dev.watchbill.storage.Table;
import java.time.InstantSource;
import java.util.Random;

/** The way from a decision to the table, for tests, built without the wiring. */
public final class EngineParts {

  public static final TimerQueue NO_QUEUE = (message, delay) -> {};

  /** Prompts that are silent about a queue that a test has broken: rows are what counts. */
  public static Prompts prompts(TimerQueue queue) {
    return new Prompts(queue, (what, subject, failure) -> {});
  }

  public static Changes changes(Table table) {
    return new DynamoChanges(table, new SecretBox(new byte[32]));
  }

  public static Commits commits(Table table, TimerQueue queue, InstantSource clock) {
    return commits(changes(table), queue, clock);
  }

  public static Commits commits(Changes changes, TimerQueue queue, InstantSource clock) {
    Random random = new Random(1);
    return new Commits(
        changes,
        Reactions.NONE,
        prompts(queue),
        new LostRaces(pause -> Thread.yield(), () -> random),
        clock);
  }

  private EngineParts() {}
}
