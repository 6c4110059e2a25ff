package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.escalation.ChainSteps;
import dev.watchbill.domain.escalation.EscalationSteps;
import dev.watchbill.domain.escalation.PlacedStep;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Positions;
import dev.watchbill.domain.org.Role;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/escalation_policies}, the steps of chains: spec oncall-api §7 and §1.13. */
public final class EscalationPoliciesResource extends ConfigResource<StepRows.Row> {
  private static final int ID = 200;

  private final EscalationChains chains;
  private final EscalationSteps steps;
  private final StepFields fields;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  EscalationPoliciesResource(
      OnCallGate gate,
      EscalationChains chains,
      EscalationSteps steps,
      StepFields fields,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate, Role.VIEWER, Role.ADMIN, new StepRows(chains, steps), settings, commits);
    this.chains = chains;
    this.steps = steps;
    this.fields = fields;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected StepRows.Row create(Call call, Fields in) {
    ChainSteps chain = chain(call, in);
    PlacedStep step =
        new PlacedStep(
            ids.next("E"),
            call.org(),
            chain.chainId(),
            0,
            fields.read(call, in, null),
            clock.instant(),
            1);
    if (chain.isFull()) {
      in.refuse(
          new Problem.Conflict(
              "An escalation chain can have at most " + ChainSteps.LIMIT + " steps."));
    }
    Positions positions = PositionFields.read(in, chain.positions().append(step.id()), step.id());
    return new StepRows.Row(chain.with(step, positions), step.id());
  }

  /** The steps of the chain that the body names; none when it names none that there is. */
  private ChainSteps chain(Call call, Fields in) {
    String name = "escalation_chain_id";
    String id = in.text(name, ID);
    boolean known = !id.isEmpty() && chains.find(call.org(), id).isPresent();
    if (!known && !id.isEmpty()) in.error(name, Fields.NO_OBJECT);
    return known ? steps.of(call.org(), id) : new ChainSteps(call.org(), "", List.of(), 0);
  }

  @Override
  protected StepRows.Row update(Call call, StepRows.Row old, Fields in) {
    PlacedStep step = old.placed();
    PlacedStep changed = step.withStep(fields.read(call, in, step.step()));
    Positions positions = PositionFields.read(in, old.chain().positions(), step.id());
    return new StepRows.Row(old.chain().with(changed, positions), step.id());
  }

  @Override
  protected List<StepRows.Row> filter(Call call, List<StepRows.Row> all, Fields in) {
    String chain = call.request().parameter("escalation_chain_id");
    if (chain == null || chain.isEmpty()) return all;
    return all.stream().filter(row -> row.chain().chainId().equals(chain)).toList();
  }

  @Override
  protected Map<String, @Nullable Object> show(StepRows.Row row) {
    return shown(List.of(row)).getFirst();
  }

  @Override
  protected List<Map<String, @Nullable Object>> showAll(Call call, List<StepRows.Row> page) {
    return shown(page);
  }

  private List<Map<String, @Nullable Object>> shown(List<StepRows.Row> page) {
    List<PlacedStep> placed = page.stream().map(StepRows.Row::placed).toList();
    if (placed.isEmpty()) return List.of();
    StepFields.Present present =
        fields.present(placed.getFirst().org(), placed.stream().map(PlacedStep::step).toList());
    return placed.stream().map(step -> shown(step, present)).toList();
  }

  private static Map<String, @Nullable Object> shown(
      PlacedStep placed, StepFields.Present present) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", placed.id());
    shown.put("escalation_chain_id", placed.chainId());
    shown.put("position", placed.position());
    StepFields.show(placed.step(), present, shown);
    return shown;
  }

  /** Steps have no names; an id that exists already is as good as never made. */
  @Override
  protected Problem duplicate() {
    return contended();
  }
}
