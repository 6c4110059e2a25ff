package dev.watchbill.domain.integration;

import java.util.Optional;

/** The stored heartbeats: one per integration whose type has one. */
public interface Heartbeats {
  Optional<Heartbeat> find(String org, String integrationId);
}
