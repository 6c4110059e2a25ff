package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.timer.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Heartbeats in the table; their rows come and go with those of their integrations. */
public final class DynamoHeartbeats implements Heartbeats {

  private static final String KIND = "heartbeat";

  private final Table table;

  public DynamoHeartbeats(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Heartbeat> find(String org, String integrationId) {
    if (!Keys.isId(integrationId)) return Optional.empty();
    return table
        .get(key(org, integrationId))
        .map(
            item ->
                new Heartbeat(
                    org,
                    integrationId,
                    Duration.ofSeconds(item.requiredNumber("timeout")),
                    item.instant("signal"),
                    item.instant("missing"),
                    item.version()));
  }

  @Override
  public Saved replace(Heartbeat heartbeat, @Nullable Timer next, @Nullable Timer done) {
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(
            item(heartbeat, heartbeat.version() + 1), Condition.versionIs(heartbeat.version())));
    if (next != null) writes.add(Write.put(TimerRow.item(next)));
    if (done != null && (next == null || !done.sameAs(next))) {
      writes.add(Write.delete(Keys.timer(done)));
    }
    return ConfigRows.saved(table.transact(writes));
  }

  static Key key(String org, String integrationId) {
    return Keys.row(org, KIND, integrationId);
  }

  static Item item(Heartbeat heartbeat, long version) {
    return Item.at(key(heartbeat.org(), heartbeat.integrationId()), KIND)
        .version(version)
        .set("timeout", heartbeat.timeout().toSeconds())
        .set("signal", heartbeat.lastSignal())
        .set("missing", heartbeat.missingSince())
        .build();
  }
}
