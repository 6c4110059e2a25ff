package dev.watchbill.local;

import java.time.Instant;

/**
 * A message as it was received.
 *
 * @param receives how often it was received, this time included
 */
record QueueMessage(
    String id, String receipt, String body, int receives, Instant sent, Instant firstReceived) {}
