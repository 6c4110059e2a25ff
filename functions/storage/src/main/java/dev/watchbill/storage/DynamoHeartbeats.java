package dev.watchbill.storage;

import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Heartbeats;
import java.time.Duration;
import java.util.Optional;

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
