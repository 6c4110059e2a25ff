package dev.watchbill.domain.rule;

import java.util.Optional;

/** What a rule becomes when its query finds nothing. */
public enum NoDataState {
  NO_DATA("NoData"),
  ALERTING("Alerting"),
  OK("OK"),
  KEEP_LAST("KeepLast");

  private final String wire;

  NoDataState(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<NoDataState> ofWire(String wire) {
    for (NoDataState state : values()) {
      if (state.wire.equals(wire)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
