package dev.watchbill.domain.org;

import java.time.Instant;

/** A tenant. The first one is made when the deployment first starts; its admins may make more. */
public record Organization(
    String id, String name, boolean first, Instant createdAt, long version) {}
