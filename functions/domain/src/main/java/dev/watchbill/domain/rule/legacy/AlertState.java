package dev.watchbill.domain.rule.legacy;

import java.util.Collection;

/** The one state of an alert; its rule may have many instances (spec grafana-alerting §17.1). */
public enum AlertState {
  OK("ok"),
  PAUSED("paused"),
  ALERTING("alerting"),
  PENDING("pending"),
  NO_DATA("no_data"),
  UNKNOWN("unknown");

  private final String wire;

  AlertState(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /** What one instance of a rule is in. */
  public enum Instance {
    NORMAL,
    PENDING,
    ALERTING,
    RECOVERING,
    NO_DATA,
    ERROR
  }

  /**
   * The worst counts.
   *
   * @param evaluated whether the rule was evaluated since it was made or unpaused
   */
  public static AlertState of(boolean paused, boolean evaluated, Collection<Instance> instances) {
    if (paused) return PAUSED;
    AlertState worst = evaluated ? OK : UNKNOWN;
    for (Instance instance : instances) {
      AlertState state =
          switch (instance) {
            case NORMAL -> OK;
            case PENDING -> PENDING;
            case ALERTING, RECOVERING, ERROR -> ALERTING;
            case NO_DATA -> NO_DATA;
          };
      if (rank(state) > rank(worst)) worst = state;
    }
    return worst;
  }

  private static int rank(AlertState state) {
    return switch (state) {
      case UNKNOWN, PAUSED -> 0;
      case OK -> 1;
      case NO_DATA -> 2;
      case PENDING -> 3;
      case ALERTING -> 4;
    };
  }
}
