package dev.watchbill.domain.rule;

import java.util.Optional;

/** What a rule becomes when its evaluation fails. */
public enum ExecErrState {
  ERROR("Error"),
  ALERTING("Alerting"),
  OK("OK"),
  KEEP_LAST("KeepLast");

  private final String wire;

  ExecErrState(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<ExecErrState> ofWire(String wire) {
    for (ExecErrState state : values()) {
      if (state.wire.equals(wire)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
