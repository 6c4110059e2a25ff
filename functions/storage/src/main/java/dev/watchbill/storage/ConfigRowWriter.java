package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Row;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes rows of configuration, with the names and pointers that they claim. */
final class ConfigRowWriter<R extends Row> implements RowWriter<R> {

  private final Class<R> type;
  private final RowShape<R> shape;
  private final ConfigRows<R> rows;

  ConfigRowWriter(Class<R> type, RowShape<R> shape, Table table) {
    this.type = type;
    this.shape = shape;
    rows = new ConfigRows<>(table, shape);
  }

  @Override
  public Class<R> type() {
    return type;
  }

  @Override
  public void write(Step<R> step, Writes into) {
    R before = step.before();
    R after = step.after();
    // Two creates at once may both see the last free place: one row more does no harm.
    if (before == null && after != null && rows.full(shape.org(after))) {
      into.refuse(new Saved.Full(Rows.LIMIT));
    }
    if (after != null) {
      into.add(
          before == null
              ? Write.put(rows.item(after, shape.version(after)), absent())
              : Write.put(
                  rows.item(after, shape.version(before) + 1), versionIs(shape.version(before))));
    } else if (before != null) {
      into.add(Write.delete(rows.key(before), versionIs(shape.version(before))));
    }
    Set<Key> held = before == null ? Set.of() : new LinkedHashSet<>(shape.claims(before));
    Set<Key> kept = after == null ? Set.of() : new LinkedHashSet<>(shape.claims(after));
    for (Key claim : kept) {
      if (after != null && !held.contains(claim)) into.add(rows.claim(claim, after));
    }
    for (Key claim : held) if (!kept.contains(claim)) into.add(Write.delete(claim));
  }

  @Override
  public Write.Check check(R row, Expectation expectation) {
    return new Write.Check(rows.key(row), versionIs(shape.version(row)));
  }
}
