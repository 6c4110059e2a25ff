package dev.watchbill.engine.alert;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What people and time do to one alert group. */
public final class GroupChanges {

  private final AlertGroups groups;
  private final Commits commits;

  @Inject
  public GroupChanges(AlertGroups groups, Commits commits) {
    this.groups = groups;
    this.commits = commits;
  }

  /** What came of it. */
  public sealed interface Result {
    /** The group as it stands now; as it was if it is gone now. */
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
    return commits
        .decide(
            now -> {
              Optional<AlertGroup> found = groups.find(org, id);
              if (found.isEmpty()) return Step.<Result>stop(new Result.Gone());
              AlertGroup group = found.get();
              return switch (decide.apply(group, now)) {
                case null -> Step.stop(new Result.Unchanged());
                case Outcome.Refused(String detail) -> Step.stop(new Result.Refused(detail));
                case Change change -> Step.commit(change, new Result.Changed(change.after(group)));
              };
            })
        .orElseGet(Result.Contended::new);
  }
}
