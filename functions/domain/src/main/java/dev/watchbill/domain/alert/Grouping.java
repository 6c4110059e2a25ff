package dev.watchbill.domain.alert;

import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroup.Run;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which group an alert joins, and what it does to that group or opens (spec oncall-behaviour §4).
 */
public final class Grouping {

  /** How long after an alert of the per-alert types its group is checked (§4.6). */
  public static final Duration AUTO_RESOLVE_AFTER = Duration.ofSeconds(5);

  /**
   * Whether the group takes the alert (§4.2): while it is open it takes every alert of its key;
   * resolved, only a further resolve signal. Once unresolved it is neither.
   */
  public static boolean takes(AlertGroup group, Arrival arrival) {
    if (!group.distinction().equals(arrival.distinction())) return false; // wiped meanwhile
    Status status = group.status();
    return status.open() || (status.resolved() != null && arrival.mayResolve());
  }

  /**
   * Whether groups of the same key on other routes matter. Routes look at what an alert says now,
   * and its end says something else than its beginning: an answer belongs to the open group of its
   * key wherever that was opened (spec corrections). A firing alert does not: one key on two routes
   * is two groups.
   *
   * @param own the groups of the alert's own route that may take it
   */
  public static boolean asksElsewhere(List<AlertGroup> own, Arrival arrival) {
    return arrival.answers() && own.stream().noneMatch(group -> open(group, arrival));
  }

  /**
   * The group that takes the alert, if one does: an open one of its own route before an open one of
   * another, and only then a resolved one, which a further resolve signal joins.
   *
   * @param own groups of the alert's integration, route and key, newest first
   * @param elsewhere the newest of each other route, the newest of all first; empty unless {@link
   *     #asksElsewhere}
   */
  public static Optional<AlertGroup> taker(
      List<AlertGroup> own, List<AlertGroup> elsewhere, Arrival arrival) {
    List<AlertGroup> all = new ArrayList<>(own);
    if (arrival.answers()) all.addAll(elsewhere);
    return all.stream()
        .filter(group -> open(group, arrival))
        .findFirst()
        .or(() -> all.stream().filter(group -> takes(group, arrival)).findFirst());
  }

  private static boolean open(AlertGroup group, Arrival arrival) {
    return group.status().open() && takes(group, arrival);
  }

  /**
   * A new group for the alert, with the reason why it will or will not be escalated, and then what
   * the alert's own signals make of it, in the order of §4.3.
   *
   * @param first names the new group
   * @param previous the group of the same key before it
   */
  public static Change open(
      Arrival arrival, long number, Alert first, @Nullable String previous, Instant now) {
    Integration integration = arrival.integration();
    AlertGroup group =
        new AlertGroup(
            first.groupId(),
            integration.org(),
            integration.id(),
            arrival.route().id(),
            number,
            arrival.distinction(),
            now,
            arrival.receivedAt(),
            previous,
            false,
            arrival.joinable() ? Lock.OF_KEY : Lock.NONE,
            new Content(arrival.title(), arrival.labels(), 1, first.id(), false),
            escalates(arrival, now) ? Status.NEW.escalating(Run.NONE.anew()) : Status.NEW,
            Ledger.Head.EMPTY,
            0);
    Change change =
        Change.at(now)
            .create(group)
            .create(first)
            .record(group.subject(), opened(arrival, now))
            .happened(
                new Happened.ToGroup(
                    group.subject(), Happened.Action.OPENED, Actor.SOURCE, group.maintenance()));
    change = signalled(change, group, arrival, now);
    Maintenance maintenance = maintenance(integration, now);
    if (maintenance != null && maintenance.groupId() != null) {
      AlertGroup opened = change.after(group);
      change =
          change.then(
              Change.at(now)
                  .replace(opened, opened.with(opened.status().attached(maintenance.groupId()))));
    }
    // After its own signals: what an alert resolves or acknowledges at once pages nobody.
    AlertGroup opened = change.after(group);
    if (opened.status().escalation().phase() == Run.Phase.RUNNING) {
      change = change.set(opened.escalationTimer(now));
    }
    return autoResolve(change, group, arrival, now);
  }

  private static boolean escalates(Arrival arrival, Instant now) {
    return arrival.route().escalationChainId() != null
        && maintenance(arrival.integration(), now) == null;
  }

  /**
   * What the alert does to the group that {@link #takes} it. One more alert of an open group leaves
   * it as it is, without a version of it, so that the alerts of a storm never refuse each other; a
   * resolved group must still be just that: it may be unresolved at any moment, and then takes
   * nothing.
   */
  public static Change join(AlertGroup group, Arrival arrival, Alert alert, Instant now) {
    Change change = fromRoute(signalled(Change.at(now), group, arrival, now), group, arrival);
    change = autoResolve(change, group, arrival, now);
    change = resumed(change, group, now);
    if (change.isEmpty()) {
      change =
          change.expect(
              group.status().open()
                  ? new Expectation.AsOpen(group)
                  : new Expectation.Unchanged(group));
    } else {
      // A check that is on its way to its commit must not miss this alert: the group gets a version
      // even where only a timer is set.
      change = change.then(Change.at(now).replace(change.after(group), change.after(group)));
    }
    return change.create(alert);
  }

  /** A gate that counts alerts looks again at each of them (§7.3). */
  private static Change resumed(Change change, AlertGroup group, Instant now) {
    AlertGroup next = change.after(group);
    Run run = next.status().escalation();
    if (run.phase() != Run.Phase.PAUSED) return change;
    AlertGroup resumed = next.with(next.status().escalating(run.in(Run.Phase.RUNNING)));
    return change.then(Change.at(now).replace(next, resumed).set(resumed.escalationTimer(now)));
  }

  /**
   * What an answer does to a group that it does not join, as the other one that it was for; null
   * when that one is not open any more or has heard it already.
   */
  public static @Nullable Change answered(AlertGroup group, Arrival arrival, Instant now) {
    if (!open(group, arrival)) return null;
    Change change = fromRoute(signalled(Change.at(now), group, arrival, now), group, arrival);
    return change.decisions().isEmpty() ? null : change;
  }

  /** Tells by which other route an answer came. */
  private static Change fromRoute(Change change, AlertGroup group, Arrival arrival) {
    return group.routeId().equals(arrival.route().id())
        ? change
        : change.retold(decision -> decision.with("came_by_route", arrival.route().id()));
  }

  private static Change signalled(Change change, AlertGroup group, Arrival arrival, Instant now) {
    if (arrival.acknowledges()) {
      change = plus(change, AlertGroupActions.acknowledgedBySource(change.after(group), now));
    }
    if (arrival.mayResolve() && !arrival.perAlert()) {
      change = plus(change, AlertGroupActions.resolvedBySource(change.after(group), now));
    }
    return change;
  }

  /**
   * Whether the group was attached to something other than the maintenance that runs now. If that
   * other group is resolved, this one only has not been told yet: it must be told before it takes
   * an alert, which would otherwise be resolved unseen.
   */
  public static boolean followsAnother(AlertGroup group, Integration integration, Instant now) {
    String root = group.status().attachedTo();
    if (root == null) return false;
    Maintenance maintenance = maintenance(integration, now);
    return maintenance == null || !root.equals(maintenance.groupId());
  }

  /** Only the check after the last alert counts; its job drops the ones before (§4.6). */
  private static Change autoResolve(Change change, AlertGroup group, Arrival arrival, Instant now) {
    AlertGroup next = change.after(group);
    boolean checked =
        arrival.perAlert()
            && arrival.integration().type().allowsSourceResolving()
            && !next.content().autoResolveDisabled()
            && next.status().resolved() == null;
    return checked
        ? change.set(
            Timer.at(TimerKind.AUTO_RESOLVE, now.plus(AUTO_RESOLVE_AFTER), next.org(), next.id()))
        : change;
  }

  /** The one row that answers "why was nobody paged?" for a group's beginning. */
  private static Decision opened(Arrival arrival, Instant now) {
    Integration integration = arrival.integration();
    Maintenance maintenance = maintenance(integration, now);
    String chain = arrival.route().escalationChainId();
    Decision decision =
        Decision.of(
                "opened", Actor.SOURCE, "Opened by its first alert; " + escalation(arrival, now))
            .with("integration", integration.id())
            .with("route", arrival.route().id())
            .with("default_route", integration.isDefault(arrival.route()))
            .with("escalation_chain", chain == null ? "none" : chain)
            .with("escalates", escalates(arrival, now))
            .with("labels", arrival.labels().size())
            .with("demo", arrival.demo())
            .with("joinable", arrival.joinable());
    if (arrival.resolves() && !arrival.mayResolve()) {
      decision =
          decision.with("resolve_signal", "not heeded: this type is not resolved by its source");
    }
    if (maintenance == null) return decision;
    decision =
        decision
            .with("maintenance", maintenance.mode().slug())
            .with("maintenance_ends", maintenance.endsAt());
    return maintenance.groupId() == null
        ? decision
        : decision.with("attached_to", maintenance.groupId());
  }

  private static String escalation(Arrival arrival, Instant now) {
    Maintenance maintenance = maintenance(arrival.integration(), now);
    String chain = arrival.route().escalationChainId();
    if (maintenance != null) {
      return switch (maintenance.mode()) {
        case DEBUG -> "nobody is paged: the integration is in debug mode";
        case MAINTENANCE ->
            "nobody is paged: the integration is in maintenance, and the group follows its special"
                + " group";
      };
    }
    return chain == null
        ? "nobody is paged: its route leads to no escalation chain"
        : "its escalation begins";
  }

  /** The running maintenance. One that is past its end is over, even if its job comes late. */
  private static @Nullable Maintenance maintenance(Integration integration, Instant now) {
    Maintenance maintenance = integration.maintenance();
    return maintenance != null && now.isBefore(maintenance.endsAt()) ? maintenance : null;
  }

  private static Change plus(Change change, @Nullable Change more) {
    return more == null ? change : change.then(more);
  }

  private Grouping() {}
}
