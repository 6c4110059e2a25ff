package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Schedules in the table. Writes that concern shifts go through {@link DynamoRotas}. */
public final class DynamoSchedules implements Schedules {

  private final ConfigRows<ScheduleRow> rows;

  public DynamoSchedules(Table table) {
    rows = new ConfigRows<>(table, new ScheduleShape());
  }

  @Override
  public Optional<ScheduleRow> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ScheduleRow> all(String org) {
    return rows.all(org);
  }

  @Override
  public List<ScheduleRow> those(String org, Collection<String> ids) {
    return rows.those(org, ids);
  }

  @Override
  public Saved create(ScheduleRow row) {
    return rows.create(row);
  }

  @Override
  public Saved replace(ScheduleRow row) {
    return rows.replace(row);
  }

  @Override
  public Saved delete(ScheduleRow row) {
    return rows.delete(row);
  }
}
