package dev.watchbill.storage;

import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.schedule.ShiftSwap;

/** Writes requests to swap; a deleted one is kept under another kind. */
final class SwapWriter implements RowWriter<ShiftSwap> {

  private final SwapShape shape = new SwapShape();
  private final ConfigRowWriter<ShiftSwap> rows;

  SwapWriter(Table table) {
    rows = new ConfigRowWriter<>(ShiftSwap.class, shape, table);
  }

  @Override
  public Class<ShiftSwap> type() {
    return ShiftSwap.class;
  }

  @Override
  public void write(Step<ShiftSwap> step, Writes into) {
    rows.write(step, into);
    ShiftSwap before = step.before();
    if (before != null && step.after() == null) into.add(Write.put(shape.gone(before)));
  }

  @Override
  public Write.Check check(ShiftSwap row, Expectation expectation) {
    return rows.check(row, expectation);
  }
}
