package dev.watchbill.engine.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Run.Phase;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import jakarta.inject.Inject;
import java.util.Optional;

/** Somebody does not want to wait for the next step of an escalation. */
public final class NextStep {
  private final AlertGroups groups;
  private final Escalations escalations;
  private final Commits commits;

  @Inject
  NextStep(AlertGroups groups, Escalations escalations, Commits commits) {
    this.groups = groups;
    this.escalations = escalations;
    this.commits = commits;
  }

  /** What came of it. */
  public enum Result {
    HURRIED,
    NOTHING_RUNS,
    GONE,
    CONTENDED
  }

  /** Has the step that waits for its time run at once. */
  public Result now(String org, String groupId, Actor by) {
    return commits
        .decide(
            now -> {
              Optional<AlertGroup> group = groups.find(org, groupId);
              if (group.isEmpty()) return Step.<Result>stop(Result.GONE);
              AlertGroup.Run run = group.get().status().escalation();
              Optional<Escalation> waiting =
                  escalations
                      .find(org, groupId)
                      .filter(each -> each.generation() == run.generation())
                      .filter(each -> run.phase() == Phase.RUNNING && each.due() != null);
              return waiting
                  .map(each -> Step.commit(each.hurried(group.get(), by, now), Result.HURRIED))
                  .orElseGet(() -> Step.stop(Result.NOTHING_RUNS));
            })
        .orElse(Result.CONTENDED);
  }
}
