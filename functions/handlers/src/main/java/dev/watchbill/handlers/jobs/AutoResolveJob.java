package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Grouping;
import dev.watchbill.domain.alert.LabelFingerprints;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.handlers.http.Json;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a group of the per-alert types when everything in it is resolved (spec oncall-behaviour
 * §4.6).
 *
 * <p>An alert that arrives while this decides is not overlooked: alerts of these types are stored
 * together with their own timer, which takes a version of the group, so the decision made without
 * them is stale.
 */
public final class AutoResolveJob extends GroupTimerJob {
  private final Alerts alerts;

  @Inject
  AutoResolveJob(
      Timers timers, Prompts prompts, Commits commits, GroupChanges changes, Alerts alerts) {
    super(TimerKind.AUTO_RESOLVE, timers, prompts, commits, changes);
    this.alerts = alerts;
  }

  @Override
  @Nullable Change decide(AlertGroup group, Timer due, Instant now) {
    if (group.status().resolved() != null || group.content().autoResolveDisabled()) return null;
    List<Came> all =
        alerts.ofGroup(
            group.org(), group.id(), LabelFingerprints.LARGEST_GROUP + 1, AutoResolveJob::came);
    if (all.isEmpty()) return null;
    boolean complete = all.size() <= LabelFingerprints.LARGEST_GROUP;
    // The check that belongs to a later alert is a timer of its own.
    if (complete && all.getLast().at().plus(Grouping.AUTO_RESOLVE_AFTER).isAfter(now)) return null;
    return switch (LabelFingerprints.check(all.stream().map(Came::seen).toList())) {
      case KEEP -> null;
      case RESOLVE -> AlertGroupActions.resolvedBySource(group, now);
      case TOO_BIG ->
          AlertGroupActions.autoResolveDisabled(group, LabelFingerprints.LARGEST_GROUP, now);
    };
  }

  private record Came(Instant at, LabelFingerprints.Seen seen) {}

  private static Came came(Alert alert) {
    try {
      return new Came(
          alert.createdAt(), LabelFingerprints.Seen.in(Json.readPayload(alert.payload())));
    } catch (Json.Malformed e) {
      throw new IllegalStateException("a stored payload is not JSON: " + alert.id(), e);
    }
  }
}
