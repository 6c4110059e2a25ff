package dev.watchbill.domain.rule.legacy;

/**
 * What a request to pause or to unpause an alert does, and what it is told (spec grafana-alerting
 * §16.4). Only a change is spelled with capitals: so does the document that clients were written
 * for.
 *
 * @param changes whether the rule must be written
 */
public record AlertPause(boolean changes, String state, String message) {

  public static AlertPause decide(boolean paused, boolean wanted) {
    if (paused == wanted) {
      return wanted
          ? new AlertPause(false, "paused", "Alert is already paused")
          : new AlertPause(false, "un-paused", "Alert is already un-paused");
    }
    return wanted
        ? new AlertPause(true, "Paused", "alert paused")
        : new AlertPause(true, "Pending", "alert un-paused");
  }

  /** The same for all alerts at once. */
  public static AlertPause all(boolean wanted) {
    return wanted
        ? new AlertPause(true, "Paused", "alerts paused")
        : new AlertPause(true, "Pending", "alerts un paused");
  }
}
