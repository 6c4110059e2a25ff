package dev.watchbill.domain.alert;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.RowChange;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.timer.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alert groups in a list: what the decisions of grouping do one after the other. */
final class Shelf {
  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  Integration integration;
  final List<AlertGroup> groups = new ArrayList<>();
  final Map<String, List<String>> story = new LinkedHashMap<>();
  final List<Timer> timers = new ArrayList<>();
  Instant now = START;
  private int alerts;

  Shelf(IntegrationType type) {
    integration =
        new Integration(
            "CINTEGRATION",
            "o1",
            null,
            "i",
            null,
            type,
            "token",
            Map.of(),
            List.of(),
            List.of(),
            null,
            Integration.newDefaultRoute("RDEFAULT", START),
            List.of(route("RA"), route("RB")),
            START,
            null,
            1);
  }

  private static Route route(String id) {
    return new Route(id, null, Route.RoutingType.REGEX, "x", 0, Map.of(), START);
  }

  void maintenance(Maintenance.@Nullable Mode mode, @Nullable String groupId) {
    integration =
        integration.withMaintenance(
            mode == null ? null : new Maintenance(mode, now, now.plusSeconds(3600), groupId));
  }

  /** What a test says about an alert. */
  record Signal(String key, boolean acknowledges, boolean resolves, String route) {
    static Signal alerting(String key) {
      return new Signal(key, false, false, "RDEFAULT");
    }

    static Signal ok(String key) {
      return new Signal(key, false, true, "RDEFAULT");
    }

    static Signal seen(String key) {
      return new Signal(key, true, false, "RDEFAULT");
    }

    static Signal over(String key) {
      return new Signal(key, true, true, "RDEFAULT");
    }

    Signal by(String other) {
      return new Signal(key, acknowledges, resolves, other);
    }
  }

  /** The group that the alert ended up in. */
  AlertGroup receive(Signal signal) {
    now = now.plusSeconds(1);
    Arrival arrival = arrival(signal);
    List<AlertGroup> own = new ArrayList<>();
    List<AlertGroup> elsewhere = new ArrayList<>();
    for (AlertGroup group : groups.reversed()) {
      if (!group.distinction().equals(signal.key()) || !arrival.joinable()) continue;
      (group.routeId().equals(signal.route()) ? own : elsewhere).add(group);
    }
    @Nullable String previous = own.isEmpty() ? null : own.getFirst().id();
    boolean asks = Grouping.asksElsewhere(own, arrival);
    AlertGroup taker = Grouping.taker(own, asks ? elsewhere : List.of(), arrival).orElse(null);
    if (taker == null) {
      Alert first = alert("I" + (groups.size() + 1));
      Change opened = Grouping.open(arrival, groups.size() + 1, first, previous, now);
      groups.add(next(opened));
      return noted(opened, next(opened));
    }
    Change joined = Grouping.join(taker, arrival, alert(taker.id()), now);
    AlertGroup next = added(joined.after(taker));
    replace(next);
    return noted(joined, next);
  }

  Alert alert(String group) {
    return new Alert("A" + ++alerts, "o1", group, now, "{}", null, null, null, null);
  }

  /** The group as the change leaves it. */
  static AlertGroup next(Change change) {
    return change.rows().stream()
        .map(RowChange::after)
        .filter(AlertGroup.class::isInstance)
        .map(AlertGroup.class::cast)
        .findFirst()
        .orElseThrow();
  }

  void act(Change change) {
    noted(change, next(change));
    replace(next(change));
  }

  AlertGroup group(int number) {
    return groups.get(number - 1);
  }

  List<String> told(int number) {
    return story.getOrDefault("I" + number, List.of());
  }

  private AlertGroup noted(Change change, AlertGroup group) {
    for (Change.Reason reason : change.decisions()) {
      story.computeIfAbsent(group.id(), id -> new ArrayList<>()).add(reason.decision().kind());
    }
    timers.addAll(change.setTimers());
    return group;
  }

  private void replace(AlertGroup next) {
    groups.replaceAll(group -> group.id().equals(next.id()) ? next : group);
  }

  private static AlertGroup added(AlertGroup group) {
    AlertGroup.Content content = group.content();
    return new AlertGroup(
        group.id(),
        group.org(),
        group.integrationId(),
        group.routeId(),
        group.number(),
        group.distinction(),
        group.createdAt(),
        group.receivedAt(),
        group.previous(),
        group.maintenance(),
        group.lock(),
        new AlertGroup.Content(
            content.title(),
            content.labels(),
            content.alertsCount() + 1,
            content.lastAlert(),
            content.autoResolveDisabled()),
        group.status(),
        group.ledger(),
        group.version());
  }

  Arrival arrival(Signal signal) {
    boolean joinable = !signal.key().isEmpty();
    return new Arrival(
        integration,
        integration.route(signal.route()).orElseThrow(),
        joinable ? signal.key() : "random" + ++alerts,
        joinable,
        signal.acknowledges(),
        signal.resolves(),
        integration.type().isPerAlert(),
        false,
        "T",
        List.of(),
        now);
  }
}
