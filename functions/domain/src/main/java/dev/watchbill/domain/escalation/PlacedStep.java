package dev.watchbill.domain.escalation;

import java.time.Instant;

/**
 * A step in its chain.
 *
 * @param position its place in the chain; no two of a chain are equal, gaps are allowed
 * @param version of its stored row; 1 before it is stored
 */
public record PlacedStep(
    String id,
    String org,
    String chainId,
    int position,
    EscalationStep step,
    Instant createdAt,
    long version) {

  public PlacedStep withStep(EscalationStep next) {
    return new PlacedStep(id, org, chainId, position, next, createdAt, version);
  }

  PlacedStep at(int place) {
    return new PlacedStep(id, org, chainId, place, step, createdAt, version);
  }
}
