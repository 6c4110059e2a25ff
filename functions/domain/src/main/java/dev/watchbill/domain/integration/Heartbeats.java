package dev.watchbill.domain.integration;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.timer.Timer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored heartbeats: one per integration whose type has one. */
public interface Heartbeats {
  Optional<Heartbeat> find(String org, String integrationId);

  /**
   * Writes it as its next version, together with the timer of its next check and without {@code
   * done}.
   */
  Saved replace(Heartbeat heartbeat, @Nullable Timer next, @Nullable Timer done);
}
