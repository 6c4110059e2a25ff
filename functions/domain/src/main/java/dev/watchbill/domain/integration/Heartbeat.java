package dev.watchbill.domain.integration;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeat of an integration (spec oncall-behaviour §1.8): a sign of life it expects.
 *
 * @param timeout zero = switched off
 * @param lastSignal null until the first POST; a GET is not a signal
 * @param missingSince when its absence was noticed; null while it is not missing
 */
public record Heartbeat(
    String org,
    String integrationId,
    Duration timeout,
    @Nullable Instant lastSignal,
    @Nullable Instant missingSince,
    long version)
    implements Row {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(600);

  /** What a timeout may be, in seconds; 0 switches the heartbeat off. */
  public static final Set<Integer> TIMEOUTS =
      Set.of(0, 60, 120, 180, 300, 600, 900, 1800, 3600, 43200, 86400);

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.HEARTBEAT, org, integrationId);
  }

  /** Whether its absence was noticed and no signal came since. */
  public boolean missing() {
    return missingSince != null;
  }

  /** When its absence becomes news; null when it never does. */
  public @Nullable Instant expires() {
    return lastSignal == null || timeout.isZero() ? null : lastSignal.plus(timeout);
  }

  public Heartbeat signalled(Instant at) {
    return new Heartbeat(org, integrationId, timeout, at, null, version);
  }

  public Heartbeat missing(Instant since) {
    return new Heartbeat(org, integrationId, timeout, lastSignal, since, version);
  }

  public Heartbeat withTimeout(Duration newTimeout) {
    return new Heartbeat(org, integrationId, newTimeout, lastSignal, missingSince, version);
  }
}
