package dev.watchbill.domain;

import java.util.Optional;

/**
 * Where an object of the alerting configuration comes from, and so who may change it (spec
 * grafana-alerting §1.5).
 */
public enum Provenance {
  /** Made by hand: anybody may change it. Left out of answers. */
  NONE(""),
  /** Written through the provisioning API. */
  API("api"),
  /** Read from a file: the API never changes it. */
  FILE("file"),
  /** Converted from Prometheus rules. */
  CONVERTED_PROMETHEUS("converted_prometheus");

  private final String wire;

  Provenance(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<Provenance> ofWire(String wire) {
    for (Provenance provenance : values()) {
      if (provenance.wire.equals(wire)) {
        return Optional.of(provenance);
      }
    }
    return Optional.empty();
  }

  /**
   * What a write request asks for: the mere presence of the header {@code X-Disable-Provenance}
   * asks for none, whatever its value.
   */
  public static Provenance requested(boolean disableHeaderPresent) {
    return disableHeaderPresent ? NONE : API;
  }

  /**
   * Why a stored object may not take this new provenance; empty if it may. From none to anything,
   * to the same, and from {@code api} to none are allowed for every kind of object; nothing leaves
   * {@code file} or {@code converted_prometheus}.
   */
  public Optional<String> refusalToBecome(Provenance next) {
    if (this == next || this == NONE || (this == API && next == NONE)) {
      return Optional.empty();
    }
    return Optional.of("cannot change provenance from '" + wire + "' to '" + next.wire + "'");
  }
}
