package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.integration.RouteMatch;
import dev.watchbill.domain.integration.RouteRule;
import dev.watchbill.domain.template.jinja.Jinja;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An alert about to enter: what it says and where it belongs, worked out before any group is looked
 * at.
 *
 * @param distinction what it has in common with the other alerts of its group, hashed
 * @param joinable false when nothing may ever join its group: a demo alert, or one without a key
 * @param acknowledges and {@code resolves}: the signals in it, whether or not they are heeded
 * @param perAlert whether it is one of several in a body, which are resolved later and by labels
 *     (spec oncall-behaviour §4.6)
 * @param title and {@code labels}: of the group, if it opens one
 * @param receivedAt when the request came
 */
public record Arrival(
    Integration integration,
    Route route,
    String distinction,
    boolean joinable,
    boolean acknowledges,
    boolean resolves,
    boolean perAlert,
    boolean demo,
    @Nullable String title,
    List<Label> labels,
    Instant receivedAt) {

  public Arrival {
    labels = List.copyOf(labels);
  }

  /** Who made an alert. */
  public enum Origin {
    /** Whoever has the integration's address. */
    SOURCE,
    /** Somebody who wants to see what happens. */
    DEMO,
    /** Watchbill, about the integration's heartbeat. */
    HEARTBEAT
  }

  /**
   * Reads an alert with the templates and routes of its integration. Templates that fail say
   * nothing (spec oncall-behaviour §3.6); nothing that arrives makes this fail.
   *
   * @param random differs for every alert
   * @param json reads the text of a template; empty if it is not JSON
   */
  public static Arrival of(
      Jinja jinja,
      Integration integration,
      IncomingAlert alert,
      Origin origin,
      String random,
      Function<String, Optional<Object>> json,
      Instant receivedAt) {
    Object payload = alert.payload();
    Map<String, String> labels = labels(jinja, integration, payload, json);
    Map<String, String> templates =
        origin == Origin.HEARTBEAT
            ? HeartbeatAlerts.readBy(integration.templates())
            : integration.templates();
    Signals signals = Signals.read(jinja, integration.type(), templates, payload, labels);
    String key = signals.groupingKey();
    boolean demo = origin == Origin.DEMO;
    boolean joinable = !demo && Distinction.isKey(key);
    return new Arrival(
        integration,
        route(jinja, integration, payload, labels),
        demo ? Distinction.ofDemo(key, random) : Distinction.of(key, random),
        joinable,
        signals.acknowledge(),
        signals.resolve(),
        alert.perAlert(),
        demo,
        signals.title(),
        labels == null ? List.of() : ofGroup(labels),
        receivedAt);
  }

  private static Route route(
      Jinja jinja,
      Integration integration,
      @Nullable Object payload,
      @Nullable Map<String, String> labels) {
    if (integration.routes().isEmpty()) return integration.defaultRoute();
    List<RouteRule> rules = integration.routes().stream().map(RouteRule::of).toList();
    return RouteMatch.first(rules, jinja, payload, labels)
        .flatMap(rule -> integration.route(rule.id()))
        .orElse(integration.defaultRoute());
  }

  /** Null where nobody uses labels, as templates saw it while the feature was off (§3.4). */
  private static @Nullable Map<String, String> labels(
      Jinja jinja,
      Integration integration,
      @Nullable Object payload,
      Function<String, Optional<Object>> json) {
    if (integration.labels().isEmpty() && integration.dynamicLabels().isEmpty()) return null;
    return AlertLabels.of(
        jinja,
        new AlertLabels.Sources(integration.labels(), integration.dynamicLabels(), null),
        payload,
        json);
  }

  private static List<Label> ofGroup(Map<String, String> labels) {
    return AlertLabels.ofGroup(labels).entrySet().stream()
        .map(label -> new Label(label.getKey(), label.getValue()))
        .toList();
  }

  /** A resolve signal from a source that may resolve. */
  boolean mayResolve() {
    return resolves && integration.type().allowsSourceResolving();
  }

  /** Whether it says something about a problem that is there already: its end, or who has it. */
  boolean answers() {
    return acknowledges || mayResolve();
  }
}
