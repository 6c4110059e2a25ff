package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.engine.heartbeat.HeartbeatSignals;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code heartbeat.timeout_seconds} of an integration, which the original cannot change: how long
 * its silence is no news; 0 switches the heartbeat off.
 */
final class HeartbeatFields {
  private static final String TIMEOUT = "timeout_seconds";

  private final Heartbeats heartbeats;
  private final HeartbeatSignals signals;

  @Inject
  HeartbeatFields(Heartbeats heartbeats, HeartbeatSignals signals) {
    this.heartbeats = heartbeats;
    this.signals = signals;
  }

  /** Notes what is wrong; other members are read-only and ignored. */
  static void check(Fields in, IntegrationType type) {
    if (!(in.raw("heartbeat") instanceof Map<?, ?> map) || !map.containsKey(TIMEOUT)) return;
    if (!type.supportsHeartbeat()) {
      in.error("heartbeat", "Integrations of this type have no heartbeat.");
    } else if (asked(in).isEmpty()) {
      in.errorShape(
          "heartbeat",
          Map.of(
              TIMEOUT,
              List.of(
                  "One of "
                      + Heartbeat.TIMEOUTS.stream().sorted().toList()
                      + " is required; 0 switches it off.")));
    }
  }

  private static Optional<Duration> asked(Fields in) {
    if (!(in.raw("heartbeat") instanceof Map<?, ?> map)) return Optional.empty();
    Long seconds = Fields.integer(map.get(TIMEOUT));
    return seconds != null && seconds <= 86_400 && Heartbeat.TIMEOUTS.contains(seconds.intValue())
        ? Optional.of(Duration.ofSeconds(seconds))
        : Optional.empty();
  }

  /** Stores the timeout that a checked body names, with the check that follows from it. */
  void apply(Integration integration, Fields in) {
    Optional<Duration> timeout = asked(in);
    if (timeout.isEmpty()) return;
    if (signals.configure(integration, timeout.get()) == HeartbeatSignals.Received.CONTENDED) {
      throw new IllegalStateException("A heartbeat changes all the time");
    }
  }

  /** What the detail shows beyond the link. */
  void show(Integration integration, Map<String, @Nullable Object> out) {
    heartbeats
        .find(integration.org(), integration.id())
        .ifPresent(
            heartbeat -> {
              Instant signal = heartbeat.lastSignal();
              out.put(TIMEOUT, heartbeat.timeout().toSeconds());
              out.put("last_signal_at", signal == null ? null : Timestamps.text(signal));
            });
  }
}
