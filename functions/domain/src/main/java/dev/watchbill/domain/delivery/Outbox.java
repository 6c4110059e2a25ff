package dev.watchbill.domain.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries go on one machine while no provider is configured: they are kept for reading
 * instead of sent, and count as delivered.
 */
public interface Outbox {

  /**
   * Keeps a delivery that would have been sent.
   *
   * @param to the address as its channel spells it
   * @param answerUrl where its reader can answer; null when that is nowhere
   */
  void keep(Delivery delivery, String to, Message message, @Nullable String answerUrl, Instant at);
}
