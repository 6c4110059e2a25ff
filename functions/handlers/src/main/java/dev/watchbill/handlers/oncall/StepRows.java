package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.escalation.ChainSteps;
import dev.watchbill.domain.escalation.EscalationSteps;
import dev.watchbill.domain.escalation.PlacedStep;
import dev.watchbill.domain.integration.EscalationChain;
import dev.watchbill.domain.integration.EscalationChains;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps as rows of configuration, although those of one chain change together. */
final class StepRows implements Rows<StepRows.Row> {

  /** One step, and the steps of its chain as they stand or shall stand. */
  record Row(ChainSteps chain, String stepId) {
    PlacedStep placed() {
      return chain.find(stepId).orElseThrow(() -> new IllegalStateException("no such step"));
    }
  }

  private final EscalationChains chains;
  private final EscalationSteps steps;

  StepRows(EscalationChains chains, EscalationSteps steps) {
    this.chains = chains;
    this.steps = steps;
  }

  /**
   * The chain is read after the step that names it: a step moved or gone meanwhile is not found.
   */
  @Override
  public Optional<Row> find(String org, String id) {
    return steps
        .find(org, id)
        .map(step -> steps.of(org, step.chainId()))
        .filter(chain -> chain.find(id).isPresent())
        .map(chain -> new Row(chain, id));
  }

  /** By chain, oldest first; within one by position. */
  @Override
  public List<Row> all(String org) {
    Map<String, List<PlacedStep>> byChain = new LinkedHashMap<>();
    for (EscalationChain chain : chains.all(org)) byChain.put(chain.id(), new ArrayList<>());
    for (PlacedStep step : steps.all(org)) {
      byChain.computeIfAbsent(step.chainId(), _ -> new ArrayList<>()).add(step);
    }
    // Version 0: these are shown, not written.
    return byChain.entrySet().stream()
        .map(chain -> new ChainSteps(org, chain.getKey(), chain.getValue(), 0))
        .flatMap(chain -> chain.steps().stream().map(step -> new Row(chain, step.id())))
        .toList();
  }

  @Override
  public Saved create(Row row) {
    return steps.replace(row.chain());
  }

  @Override
  public Saved replace(Row row) {
    return steps.replace(row.chain());
  }

  @Override
  public Saved delete(Row row) {
    return steps.replace(row.chain().without(row.stepId()));
  }
}
