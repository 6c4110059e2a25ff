package dev.watchbill.domain.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a delivery, ready to be carried.
 *
 * @param delivery its id, which is the same at each attempt
 * @param attempt from 1
 * @param org whose it is
 * @param group the alert group that it is about; null when it is about none
 * @param to the address as the channel spells it
 * @param deadline after which nobody needs it any more
 */
public record Letter(
    String delivery,
    int attempt,
    String org,
    @Nullable String group,
    DeliveryChannel channel,
    String to,
    Message message,
    Instant deadline) {}
