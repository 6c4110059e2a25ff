package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.HeartbeatAlerts;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.HeartbeatRules;
import dev.watchbill.domain.integration.HeartbeatRules.Checked;
import dev.watchbill.domain.integration.HeartbeatRules.News;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final AlertSink alerts;
  private final Prompts prompts;

  @Inject
  HeartbeatCheckJob(
      Timers timers,
      Prompts prompts,
      Heartbeats heartbeats,
      Integrations integrations,
      AlertSink alerts) {
    super(TimerKind.HEARTBEAT_CHECK, timers, prompts);
    this.heartbeats = heartbeats;
    this.integrations = integrations;
    this.alerts = alerts;
    this.prompts = prompts;
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

  private Effect check(Heartbeat heartbeat, Timer due, Instant now) {
    return switch (HeartbeatRules.check(heartbeat, due, now)) {
      case Checked.Idle _ -> Effect.NOTHING;
      case Checked.Again again -> replace(heartbeat, again.next(), due, now);
      case Checked.Missing missing -> replace(missing.next(), missing.report(), due, now);
    };
  }

  private Effect report(
      News news, Integration integration, Heartbeat heartbeat, Timer due, Instant now) {
    if (!HeartbeatRules.stillNews(heartbeat, news)) return Effect.NOTHING;
    Timer next =
        switch (news) {
          case EXPIRED -> null; // its return sets the next one
          case RESTORED -> HeartbeatRules.checkTimer(heartbeat);
        };
    return alerts.accept(integration, payload(news, integration, heartbeat), due, next, now)
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

  /** Stale when a signal was faster: the timer stays, and what it means is decided anew. */
  private Effect replace(Heartbeat next, @Nullable Timer set, Timer due, Instant now) {
    if (!(heartbeats.replace(next, set, due) instanceof Saved.Done)) return Effect.AGAIN;
    if (set != null) prompts.send(List.of(set), now);
    return Effect.COMMITTED;
  }
}
