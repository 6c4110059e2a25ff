package dev.watchbill.channels;

import java.time.Instant;
import java.util.Map;

/**
 * Where deliveries go when no provider is configured: they are kept for reading instead of sent.
 */
public interface Outbox {

  /** Keeps a delivery that would have been sent. */
  void keep(Caught delivery);

  /**
   * A delivery that was caught instead of sent.
   *
   * @param at when it would have left
   * @param channel how: {@code email}, {@code sms}, {@code voice}, {@code webhook}, …
   * @param to the recipient as the channel spells it: address, number, URL
   * @param content what it says, by part: {@code subject}, {@code text}, …
   */
  record Caught(Instant at, String channel, String to, Map<String, String> content) {
    public Caught {
      content = Map.copyOf(content);
    }
  }
}
