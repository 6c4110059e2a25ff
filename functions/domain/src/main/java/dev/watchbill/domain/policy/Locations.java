package dev.watchbill.domain.policy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The places a time interval may name: names of the IANA list in their own spelling, {@code UTC}
 * and {@code Local}. {@link ZoneId#of} alone also takes {@code Z}, {@code GMT+2} and {@code +02:00}
 * (spec grafana-alerting §13).
 */
final class Locations {

  private static final Set<String> NAMES = names();

  private Locations() {}

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(ZoneId.getAvailableZoneIds());
    names.removeIf(name -> name.startsWith("SystemV/")); // Java's own
    names.addAll(Set.of("EST", "MST", "HST")); // of the list, but not of every Java
    return Set.copyOf(names);
  }

  /** The zone of a name. {@code Local} is the server's, which is UTC. */
  static Optional<ZoneId> find(String name) {
    if (name.equals("UTC") || name.equals("Local")) {
      return Optional.of(ZoneOffset.UTC);
    }
    return NAMES.contains(name) ? Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS)) : Optional.empty();
  }
}
