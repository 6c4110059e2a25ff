package dev.watchbill.domain.alert;

import static dev.watchbill.domain.integration.PlainValues.object;

import dev.watchbill.domain.integration.IntegrationType;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts a heartbeat makes when its signals stop and when they come back (spec oncall-behaviour
 * §1.8). Each type gets a body that its defaults can group, resolve and read. Both take the
 * integration's routes and are shown by its own templates, but those that group and resolve are
 * made for what the source sends and know nothing of heartbeats.
 */
public final class HeartbeatAlerts {

  /** Alert name and grouping key of the Alertmanager family; existing routes look for it. */
  private static final String ALERT_NAME = "OnCallHeartBeatMissing";

  private static final String GRAFANA_TITLE = "Grafana OnCall heartbeat";

  private HeartbeatAlerts() {}

  /** The integration's templates without those that a heartbeat is not read by. */
  static Map<String, String> readBy(Map<String, String> templates) {
    Map<String, String> rest = new HashMap<>(templates);
    rest.keySet().removeAll(Set.of("grouping_key", "resolve_signal", "acknowledge_signal"));
    return rest;
  }

  /** The body for signals that stopped for longer than the timeout. */
  public static Map<String, @Nullable Object> expired(
      IntegrationType type, String integrationName, Duration timeout) {
    return body(
        type,
        false,
        "No heartbeat from " + integrationName + " for " + words(timeout),
        "The integration "
            + integrationName
            + " expects a heartbeat every "
            + words(timeout)
            + " and has not received one.");
  }

  /** The body for signals that came back; it resolves what {@link #expired} opened. */
  public static Map<String, @Nullable Object> restored(
      IntegrationType type, String integrationName, Duration timeout) {
    return body(
        type,
        true,
        "Heartbeat from " + integrationName + " restored",
        "The integration "
            + integrationName
            + ", which expects a heartbeat every "
            + words(timeout)
            + ", has received one again.");
  }

  private static Map<String, @Nullable Object> body(
      IntegrationType type, boolean restored, String title, String message) {
    return switch (type) {
      case ALERTMANAGER, GRAFANA_ALERTING -> group(restored, title, message);
      case LEGACY_ALERTMANAGER, LEGACY_GRAFANA_ALERTING -> single(restored, title, message);
      case GRAFANA_DASHBOARD ->
          flagged(
              restored,
              "state",
              restored ? "ok" : "alerting",
              "title",
              restored ? "[OK] " + GRAFANA_TITLE : GRAFANA_TITLE,
              // the grouping key: without it a heartbeat would share one group with every nameless
              // alert
              "ruleName",
              GRAFANA_TITLE,
              "message",
              message);
      default ->
          flagged(
              restored,
              "alert_uid",
              "watchbill-heartbeat-" + type.slug(),
              "title",
              title,
              "image_url",
              null,
              "state",
              restored ? "ok" : "alerting",
              "link_to_upstream_details",
              null,
              "message",
              message);
    };
  }

  private static Map<String, @Nullable Object> group(
      boolean restored, String title, String message) {
    String status = restored ? "resolved" : "firing";
    return object(
        "alerts",
        List.of(single(restored, title, message)),
        "status",
        status,
        "version",
        "4",
        "groupKey",
        "{}:{alertname=\"" + ALERT_NAME + "\"}",
        "receiver",
        "",
        "numFiring",
        restored ? 0L : 1L,
        "numResolved",
        restored ? 1L : 0L,
        "externalURL",
        "",
        "groupLabels",
        object("alertname", ALERT_NAME),
        "commonLabels",
        object("alertname", ALERT_NAME),
        "truncatedAlerts",
        0L,
        "commonAnnotations",
        object("title", title, "description", message));
  }

  private static Map<String, @Nullable Object> single(
      boolean restored, String title, String message) {
    return object(
        "status",
        restored ? "resolved" : "firing",
        "labels",
        object("alertname", ALERT_NAME),
        "annotations",
        object("title", title, "description", message),
        "generatorURL",
        "");
  }

  private static Map<String, @Nullable Object> flagged(
      boolean restored, @Nullable Object... pairs) {
    @Nullable Object[] all = Arrays.copyOf(pairs, pairs.length + 8);
    int next = pairs.length;
    for (String product : List.of("oncall", "amixr")) {
      all[next++] = "is_" + product + "_heartbeat";
      all[next++] = true;
      all[next++] = "is_" + product + "_heartbeat_restored";
      all[next++] = restored;
    }
    return object(all);
  }

  private static String words(Duration timeout) {
    long seconds = timeout.toSeconds();
    if (seconds > 0 && seconds % 3600 == 0) {
      return plural(seconds / 3600, "hour");
    }
    return seconds > 0 && seconds % 60 == 0
        ? plural(seconds / 60, "minute")
        : plural(seconds, "second");
  }

  private static String plural(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
