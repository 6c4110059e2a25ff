package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.integration.Heartbeat;

/** Writes heartbeats; their rows come and go with those of their integrations. */
final class HeartbeatWriter implements RowWriter<Heartbeat> {

  @Override
  public Class<Heartbeat> type() {
    return Heartbeat.class;
  }

  @Override
  public void write(Step<Heartbeat> step, Writes into) {
    Heartbeat before = step.before();
    Heartbeat after = step.after();
    if (before == null || after == null) {
      throw new IllegalStateException("a heartbeat comes and goes with its integration");
    }
    into.add(
        Write.put(DynamoHeartbeats.item(after, before.version() + 1), versionIs(before.version())));
  }

  @Override
  public Write.Check check(Heartbeat row, Expectation expectation) {
    return new Write.Check(
        DynamoHeartbeats.key(row.org(), row.integrationId()), versionIs(row.version()));
  }
}
