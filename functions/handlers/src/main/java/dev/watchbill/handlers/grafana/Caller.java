package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;

/**
 * Who asks, and where.
 *
 * @param user who owns the token
 * @param organization the one acted in
 * @param role what the user is there
 * @param ofServer whether this is an admin of the first organisation, who may act in all of them
 */
public record Caller(User user, Organization organization, Role role, boolean ofServer) {}
