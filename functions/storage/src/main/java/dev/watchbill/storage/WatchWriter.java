package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.schedule.ScheduleWatch;

/**
 * Writes what is remembered of schedules: refused when somebody else has told meanwhile, so that
 * nothing is told twice.
 */
final class WatchWriter implements RowWriter<ScheduleWatch> {

  @Override
  public Class<ScheduleWatch> type() {
    return ScheduleWatch.class;
  }

  @Override
  public void write(Step<ScheduleWatch> step, Writes into) {
    ScheduleWatch before = step.before();
    ScheduleWatch after = step.after();
    if (after == null) throw new IllegalStateException("a watch goes with its schedule");
    into.add(
        Write.put(
            WatchRow.item(after.withLedger(step.head()), after.version() + 1),
            before == null ? absent() : versionIs(before.version())));
  }

  @Override
  public Write.Check check(ScheduleWatch row, Expectation expectation) {
    return new Write.Check(ScheduleKeys.watch(row.org(), row.schedule()), versionIs(row.version()));
  }

  @Override
  public Key log(ScheduleWatch row, long number) {
    return ScheduleKeys.log(row.org(), row.schedule(), number);
  }
}
