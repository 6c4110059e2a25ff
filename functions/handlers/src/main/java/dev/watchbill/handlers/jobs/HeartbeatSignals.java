package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.HeartbeatRules;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs of life. The row's version closes the race with the check: whoever is second decides anew,
 * so a signal that came in time is never reported missing, and one that came too late restores.
 */
public final class HeartbeatSignals {
  private static final int TRIES = 10;

  private final Heartbeats heartbeats;
  private final Prompts prompts;

  @Inject
  HeartbeatSignals(Heartbeats heartbeats, Prompts prompts) {
    this.heartbeats = heartbeats;
    this.prompts = prompts;
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
  public Received receive(Integration integration, Instant now) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Heartbeat> heartbeat = heartbeats.find(integration.org(), integration.id());
      if (heartbeat.isEmpty()) return Received.UNKNOWN;
      HeartbeatRules.Signalled signalled = HeartbeatRules.signalled(heartbeat.get(), now);
      Saved saved = heartbeats.replace(signalled.next(), signalled.set(), signalled.clear());
      if (saved instanceof Saved.Done) {
        if (signalled.set() != null) prompts.send(List.of(signalled.set()), now);
        return Received.DONE;
      }
    }
    return Received.CONTENDED;
  }
}
