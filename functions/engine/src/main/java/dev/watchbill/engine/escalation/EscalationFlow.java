package dev.watchbill.engine.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Run;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.escalation.ChainSteps;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.EscalationSnapshot;
import dev.watchbill.domain.escalation.EscalationStep;
import dev.watchbill.domain.escalation.EscalationSteps;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.PlacedStep;
import dev.watchbill.domain.escalation.StepMachine;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.engine.TimerFlow;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the next step of an escalation. Its chain is read when the first step runs, ten seconds
 * after a restart: whoever edits it until then sees the edit work.
 */
public final class EscalationFlow implements TimerFlow {
  private final AlertGroups groups;
  private final Escalations escalations;
  private final EscalationSteps steps;
  private final Integrations integrations;
  private final StepNeeds needs;

  @Inject
  public EscalationFlow(
      AlertGroups groups,
      Escalations escalations,
      EscalationSteps steps,
      Integrations integrations,
      StepNeeds needs) {
    this.groups = groups;
    this.escalations = escalations;
    this.steps = steps;
    this.integrations = integrations;
    this.needs = needs;
  }

  @Override
  public Optional<Change> decide(Timer due, Instant now) {
    Optional<AlertGroup> found = groups.find(due.org(), due.subject());
    if (found.isEmpty()) return Optional.empty();
    AlertGroup group = found.get();
    Run run = group.status().escalation();
    if (run.generation() != due.generation() || run.phase() != Run.Phase.RUNNING) {
      return Optional.empty();
    }
    Escalation before = escalations.find(group.org(), group.id()).orElse(null);
    if (before != null && before.generation() == run.generation()) {
      // Not equality: a timer that failed before, or was put back by hand, still runs its step.
      boolean stale = before.due() != null && due.due().isBefore(before.due());
      return stale ? Optional.empty() : Optional.of(step(group, before, before, now));
    }
    return Optional.of(begin(group, before, now));
  }

  private Change begin(AlertGroup group, @Nullable Escalation before, Instant now) {
    Optional<Integration> integration = integrations.find(group.org(), group.integrationId());
    Maintenance maintenance = integration.map(Integration::maintenance).orElse(null);
    if (maintenance != null && now.isBefore(maintenance.endsAt())) {
      return AlertGroupActions.escalationEnded(
          group, "Nobody is paged: the integration is in maintenance", now);
    }
    String chain =
        integration
            .flatMap(each -> each.route(group.routeId()))
            .map(Route::escalationChainId)
            .orElse(null);
    if (chain == null) {
      return AlertGroupActions.escalationEnded(
          group, "Nobody is paged: its route leads to no escalation chain any more", now);
    }
    EscalationSnapshot snapshot = snapshot(steps.of(group.org(), chain));
    long generation = group.status().escalation().generation();
    Escalation begun =
        before == null
            ? Escalation.begun(group.org(), group.id(), generation, snapshot, now)
            : before.anew(generation, snapshot, now);
    return step(group, before, begun, now);
  }

  private EscalationSnapshot snapshot(ChainSteps chain) {
    List<String> turns =
        chain.steps().stream()
            .filter(step -> step.step() instanceof EscalationStep.NotifyNextUser)
            .map(PlacedStep::id)
            .toList();
    Map<String, String> pointers = escalations.pointers(chain.org(), turns);
    return new EscalationSnapshot(
        chain.chainId(),
        chain.steps().stream()
            .map(step -> new EscalationSnapshot.Step(step.id(), step.step()))
            .toList(),
        pointers);
  }

  private Change step(
      AlertGroup group, @Nullable Escalation before, Escalation state, Instant now) {
    return StepMachine.run(group, before, state, needs.of(group, state, now), now);
  }
}
