package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.AlertGroups.Committed;
import dev.watchbill.domain.alert.Change;
import dev.watchbill.domain.alert.Outcome;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way from a decision to the table: read the group, decide, commit, wake what became due. Who
 * loses a race reads again and decides again.
 */
public final class GroupChanges {
  private static final int TRIES = 10;

  private final AlertGroups groups;
  private final Prompts prompts;
  private final InstantSource clock;

  @Inject
  GroupChanges(AlertGroups groups, Prompts prompts, InstantSource clock) {
    this.groups = groups;
    this.prompts = prompts;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Result {
    record Changed(AlertGroup group) implements Result {}

    /** The decision was that nothing changes. */
    record Unchanged() implements Result {}

    record Refused(String detail) implements Result {}

    record Gone() implements Result {}

    /** Ten others were faster. */
    record Contended() implements Result {}
  }

  /** Decides about one group; a null decision changes nothing. */
  public Result change(
      String org, String id, BiFunction<AlertGroup, Instant, @Nullable Outcome> decide) {
    for (int i = 0; i < TRIES; i++) {
      Optional<AlertGroup> group = groups.find(org, id);
      if (group.isEmpty()) return new Result.Gone();
      Instant now = clock.instant();
      switch (decide.apply(group.get(), now)) {
        case null -> {
          return new Result.Unchanged();
        }
        case Outcome.Refused refused -> {
          return new Result.Refused(refused.detail());
        }
        case Change change -> {
          if (commit(change, null, now) == Committed.DONE) {
            return new Result.Changed(change.next());
          }
        }
      }
    }
    return new Result.Contended();
  }

  /** Commits once; the caller decides anew when it is stale. */
  public Committed commit(Change change, @Nullable Alert alert, Instant now) {
    Change whole = followed(change, now);
    Committed committed = groups.commit(whole, alert, now);
    if (committed == Committed.DONE) prompts.send(whole.set(), now);
    return committed;
  }

  /** Opens a group once; STALE when one of its key is open already. */
  public Committed open(Change change, Alert first, boolean joinable, Instant now) {
    Committed committed = groups.open(change, first, joinable);
    if (committed == Committed.DONE) prompts.send(change.set(), now);
    return committed;
  }

  /**
   * Groups attached to a special group follow it by a job: there may be more than one commit holds.
   */
  private static Change followed(Change change, Instant now) {
    AlertGroup group = change.next();
    return group.maintenance()
        ? change.set(Timer.at(TimerKind.CASCADE, now, group.org(), group.id()))
        : change;
  }
}
