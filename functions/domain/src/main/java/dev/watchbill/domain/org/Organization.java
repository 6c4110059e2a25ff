package dev.watchbill.domain.org;

import java.time.Instant;

/**
 * A tenant. The first one is made when the deployment first starts; its admins may make more, and
 * act in all of them.
 *
 * @param number what the Grafana dialects call it by: from 1, never used again
 */
public record Organization(
    String id,
    long number,
    String name,
    boolean first,
    Instant createdAt,
    OrganizationSettings settings,
    long version) {

  /** With the settings that nobody has changed yet. */
  public Organization(
      String id, long number, String name, boolean first, Instant createdAt, long version) {
    this(id, number, name, first, createdAt, OrganizationSettings.DEFAULT, version);
  }

  public Organization with(OrganizationSettings next) {
    return new Organization(id, number, name, first, createdAt, next, version);
  }
}
