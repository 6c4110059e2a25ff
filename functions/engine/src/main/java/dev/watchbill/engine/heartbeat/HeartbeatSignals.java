package dev.watchbill.engine.heartbeat;

import dev.watchbill.domain.integration.HeartbeatRules;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/**
 * Signs of life. The row's version closes the race with the check: whoever is second decides anew,
 * so a signal that came in time is never reported missing, and one that came too late restores.
 */
public final class HeartbeatSignals {
  private final Heartbeats heartbeats;
  private final Commits commits;

  @Inject
  public HeartbeatSignals(Heartbeats heartbeats, Commits commits) {
    this.heartbeats = heartbeats;
    this.commits = commits;
  }

  /** What became of a signal. */
  public enum Received {
    DONE,
    /** The integration has no heartbeat: its type knows none, or it is deleted. */
    UNKNOWN,
    /** Ten others were faster: nothing is stored. */
    CONTENDED
  }

  /** A POST to the heartbeat link. That it is back after an absence is reported by the job. */
  public Received receive(Integration integration, Instant came) {
    return commits
        .decide(
            now ->
                heartbeats
                    .find(integration.org(), integration.id())
                    .map(
                        heartbeat ->
                            Step.commit(HeartbeatRules.signalled(heartbeat, came), Received.DONE))
                    .orElseGet(() -> Step.stop(Received.UNKNOWN)))
        .orElse(Received.CONTENDED);
  }

  /** Its timeout is set; nothing happens where there is no heartbeat or nothing changes. */
  public Received configure(Integration integration, Duration timeout) {
    return commits
        .decide(
            now ->
                heartbeats
                    .find(integration.org(), integration.id())
                    .filter(heartbeat -> !heartbeat.timeout().equals(timeout))
                    .map(
                        heartbeat ->
                            Step.commit(
                                HeartbeatRules.configured(heartbeat, timeout, now), Received.DONE))
                    .orElseGet(() -> Step.stop(Received.UNKNOWN)))
        .orElse(Received.CONTENDED);
  }
}
