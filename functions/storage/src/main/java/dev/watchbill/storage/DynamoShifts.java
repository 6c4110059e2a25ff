package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.ShiftRow;
import dev.watchbill.domain.schedule.Shifts;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Shifts in the table. Writes that concern schedules go through {@link DynamoRotas}. */
public final class DynamoShifts implements Shifts {

  private final ConfigRows<ShiftRow> rows;

  public DynamoShifts(Table table) {
    rows = new ConfigRows<>(table, new ShiftShape());
  }

  @Override
  public Optional<ShiftRow> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ShiftRow> all(String org) {
    return rows.all(org);
  }

  @Override
  public List<ShiftRow> those(String org, Collection<String> ids) {
    return rows.those(org, ids);
  }

  @Override
  public Saved create(ShiftRow row) {
    return rows.create(row);
  }

  @Override
  public Saved replace(ShiftRow row) {
    return rows.replace(row);
  }

  @Override
  public Saved delete(ShiftRow row) {
    return rows.delete(row);
  }
}
