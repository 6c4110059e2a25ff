package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.ShiftSwap;
import dev.watchbill.domain.schedule.ShiftSwaps;
import java.util.List;
import java.util.Optional;

/** Requests to swap in the table. Writes that concern schedules go through {@link DynamoRotas}. */
public final class DynamoShiftSwaps implements ShiftSwaps {

  private final ConfigRows<ShiftSwap> rows;

  public DynamoShiftSwaps(Table table) {
    rows = new ConfigRows<>(table, new SwapShape());
  }

  @Override
  public Optional<ShiftSwap> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ShiftSwap> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(ShiftSwap row) {
    return rows.create(row);
  }

  @Override
  public Saved replace(ShiftSwap row) {
    return rows.replace(row);
  }

  @Override
  public Saved delete(ShiftSwap row) {
    return rows.delete(row);
  }
}
