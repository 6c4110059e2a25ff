package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;

/** Who asks: the user that owns the token. */
public record Caller(User user, boolean ofFirstOrganisation) {
  public String org() {
    return user.org();
  }

  public boolean isAdmin() {
    return user.role() == Role.ADMIN;
  }
}
