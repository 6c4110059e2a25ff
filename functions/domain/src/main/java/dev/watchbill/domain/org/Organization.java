package dev.watchbill.domain.org;

import java.time.Instant;

/**
 * A tenant. The first one is made when the deployment first starts; its admins may make more, and
 * act in all of them.
 *
 * @param number what the Grafana dialects call it by: from 1, never used again
 */
public record Organization(
    String id, long number, String name, boolean first, Instant createdAt, long version) {}
