package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.alert.HeartbeatAlerts;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.HeartbeatRules;
import dev.watchbill.domain.integration.HeartbeatRules.News;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.OwnAlerts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices heartbeats that stopped, and reports both that and their return (spec oncall-behaviour
 * §1.8).
 *
 * <p>A report's alert and the end of its timer are one commit: whoever dies has said it or has not,
 * and two runs of one report say it once.
 */
public final class HeartbeatCheckJob extends TimerJob {
  private final Heartbeats heartbeats;
  private final Integrations integrations;
  private final OwnAlerts alerts;
  private final Commits commits;

  @Inject
  HeartbeatCheckJob(
      Timers timers,
      Prompts prompts,
      Commits commits,
      Heartbeats heartbeats,
      Integrations integrations,
      OwnAlerts alerts) {
    super(TimerKind.HEARTBEAT_CHECK, timers, prompts, commits);
    this.heartbeats = heartbeats;
    this.integrations = integrations;
    this.alerts = alerts;
    this.commits = commits;
  }

  @Override
  protected Effect run(Timer due, Instant now) {
    String id = HeartbeatRules.integrationOf(due);
    Optional<Integration> integration = integrations.find(due.org(), id);
    Optional<Heartbeat> heartbeat = heartbeats.find(due.org(), id);
    if (integration.isEmpty() || heartbeat.isEmpty()) return Effect.NOTHING;
    Optional<News> news = HeartbeatRules.newsOf(due);
    return news.isPresent()
        ? report(news.get(), integration.get(), heartbeat.get(), due, now)
        : check(heartbeat.get(), due, now);
  }

  /** Stale when a signal was faster: the timer stays, and what it means is decided anew. */
  private Effect check(Heartbeat heartbeat, Timer due, Instant now) {
    Change change = HeartbeatRules.check(heartbeat, due, now);
    if (change == null) return Effect.NOTHING;
    return commits.commitWhatFits(change) ? Effect.COMMITTED : Effect.AGAIN;
  }

  /**
   * The alert is committed only if the heartbeat stands as it was read: a signal that comes in
   * these milliseconds takes an absence with it, and nobody is told of it after its return.
   */
  private Effect report(
      News news, Integration integration, Heartbeat heartbeat, Timer due, Instant now) {
    if (!HeartbeatRules.stillNews(heartbeat, news)) return Effect.NOTHING;
    Change with = Change.at(now).expect(new Expectation.Unchanged(heartbeat)).ran(due);
    Timer next =
        switch (news) {
          case EXPIRED -> null; // its return sets the next one
          case RESTORED -> HeartbeatRules.checkTimer(heartbeat);
        };
    if (next != null) with = with.set(next);
    return alerts.accept(integration, payload(news, integration, heartbeat), with, now)
        ? Effect.COMMITTED
        : Effect.AGAIN;
  }

  private static Object payload(News news, Integration integration, Heartbeat heartbeat) {
    return switch (news) {
      case EXPIRED ->
          HeartbeatAlerts.expired(integration.type(), integration.name(), heartbeat.timeout());
      case RESTORED ->
          HeartbeatAlerts.restored(integration.type(), integration.name(), heartbeat.timeout());
    };
  }
}
