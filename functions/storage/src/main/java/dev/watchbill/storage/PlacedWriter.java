package dev.watchbill.storage;

import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Row;
import java.util.function.Function;

/**
 * Writes rows that hang on a schedule and change with it alone: its version guards them, so they
 * have no condition of their own.
 */
final class PlacedWriter<R extends Row> implements RowWriter<R> {

  private final Class<R> type;
  private final Function<R, Item> item;

  PlacedWriter(Class<R> type, Function<R, Item> item) {
    this.type = type;
    this.item = item;
  }

  @Override
  public Class<R> type() {
    return type;
  }

  @Override
  public void write(Step<R> step, Writes into) {
    R before = step.before();
    R after = step.after();
    if (after != null) into.add(Write.put(item.apply(after)));
    else if (before != null) into.add(Write.delete(item.apply(before).key()));
  }

  @Override
  public Write.Check check(R row, Expectation expectation) {
    return new Write.Check(item.apply(row).key(), Condition.exists());
  }
}
