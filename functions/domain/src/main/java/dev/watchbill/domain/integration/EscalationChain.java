package dev.watchbill.domain.integration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named chain of escalation steps (spec oncall-api §6); the name is unique in the organisation.
 */
public record EscalationChain(
    String id, String org, String name, @Nullable String teamId, Instant createdAt, long version) {}
