package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.org.Role;

/**
 * What a request needs (spec grafana-alerting §1.3).
 *
 * @param action what a refusal names, for instance {@code alert.provisioning:read}
 * @param role the weakest basic role that has it
 * @param ofServer whether it reaches beyond one organisation, so that only admins of the first one
 *     have it
 */
public record Permission(String action, Role role, boolean ofServer) {

  public static Permission of(String action, Role role) {
    return new Permission(action, role, false);
  }

  public static Permission ofServer(String action) {
    return new Permission(action, Role.ADMIN, true);
  }

  /** Whether the caller has it. */
  public boolean isOf(Caller caller) {
    return caller.role().covers(role) && (!ofServer || caller.ofServer());
  }
}
