package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.escalation.ChainSteps;
import dev.watchbill.domain.escalation.EscalationSteps;
import dev.watchbill.domain.escalation.PlacedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * A row per step, so that the one whose turn it is in a step can be written without the rest of the chain, and a row per chain that
 * names its steps and counts the changes. Every change of steps is made on the condition of that count: of two requests that place a
 * step at once one loses and decides again, so no two steps get one position. The chain itself is a condition too: it may be deleted
 * at this moment, and its steps with it.
 */
/** Steps of escalation chains in the table. */
public final class DynamoEscalationSteps implements EscalationSteps {

  private static final String ORDER = "step_order";
  private static final String STEPS = "steps";

  private final Table table;
  private final ConfigRows<PlacedStep> rows;

  public DynamoEscalationSteps(Table table) {
    this.table = table;
    rows = new ConfigRows<>(table, new StepShape());
  }

  @Override
  public Optional<PlacedStep> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<PlacedStep> all(String org) {
    return rows.all(org);
  }

  @Override
  public ChainSteps of(String org, String chainId) {
    // The order first: steps that change while they are read make this value stale, not wrong.
    Item order = order(org, chainId);
    if (order == null) return new ChainSteps(org, chainId, List.of(), 0);
    List<PlacedStep> steps = rows.those(org, order.texts(STEPS));
    return new ChainSteps(org, chainId, steps, order.version());
  }

  @Override
  public Saved replace(ChainSteps steps) {
    String org = steps.org();
    Item order = order(org, steps.chainId());
    if (steps.version() != (order == null ? 0 : order.version())) return new Saved.Stale();
    Map<String, PlacedStep> before = new LinkedHashMap<>();
    List<String> named = order == null ? List.of() : order.texts(STEPS);
    for (PlacedStep step : rows.those(org, named)) before.put(step.id(), step);

    List<Write> writes = new ArrayList<>();
    // A row that cannot be read stays named, so that it goes with its chain.
    Set<String> names = new LinkedHashSet<>(named);
    boolean more = false;
    for (PlacedStep step : steps.steps()) {
      PlacedStep old = before.remove(step.id());
      if (step.equals(old)) continue;
      names.add(step.id());
      more |= old == null;
      Item item = rows.item(step, old == null ? step.version() : step.version() + 1);
      if (RowSize.of(item) > RowSize.LIMIT) return ConfigRows.tooLarge();
      writes.add(Write.put(item, old == null ? absent() : versionIs(step.version())));
    }
    for (PlacedStep gone : before.values()) {
      names.remove(gone.id());
      writes.add(Write.delete(rows.key(gone), versionIs(gone.version())));
    }
    if (more && rows.full(org)) return new Saved.Full(Rows.LIMIT);
    writes.add(
        Write.put(
            Item.at(orderKey(org, steps.chainId()), ORDER)
                .set(STEPS, List.copyOf(names))
                .version(steps.version() + 1)
                .build(),
            order == null ? absent() : versionIs(steps.version())));
    writes.add(Write.check(Keys.row(org, DynamoEscalationChains.KIND, steps.chainId()), exists()));
    return table.transact(writes).done() ? new Saved.Done() : new Saved.Stale();
  }

  /** What removes the steps of a chain, in the transaction that removes the chain. */
  List<Write> removal(String org, String chainId) {
    Item order = order(org, chainId);
    // Without steps so far; whoever adds one now finds the chain gone, or is there first.
    if (order == null) return List.of(Write.check(orderKey(org, chainId), absent()));
    List<Write> writes = new ArrayList<>();
    for (String id : order.texts(STEPS)) {
      writes.add(Write.delete(Keys.row(org, StepShape.KIND, id)));
    }
    writes.add(Write.delete(order.key(), versionIs(order.version())));
    return writes;
  }

  private @Nullable Item order(String org, String chainId) {
    if (!Keys.isId(chainId)) return null;
    return table.get(orderKey(org, chainId)).orElse(null);
  }

  private static Key orderKey(String org, String chainId) {
    return Keys.row(org, ORDER, chainId);
  }
}
