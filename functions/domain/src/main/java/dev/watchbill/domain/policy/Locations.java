package dev.watchbill.domain.policy;

import dev.watchbill.domain.IanaZones;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The places a time interval may name: names of the IANA list in their own spelling, {@code UTC}
 * and {@code Local} (spec grafana-alerting §13).
 */
final class Locations {

  private Locations() {}

  /** The zone of a name. {@code Local} is the server's, which is UTC. */
  static Optional<ZoneId> find(String name) {
    if (name.equals("UTC") || name.equals("Local")) {
      return Optional.of(ZoneOffset.UTC);
    }
    return IanaZones.find(name);
  }
}
