package dev.watchbill.domain.org;

import dev.watchbill.domain.LetterCase;
import java.util.Arrays;
import java.util.Optional;

/** Basic roles (spec oncall-api §1.4), strongest first; the ordinal is the wire number of §9.2. */
public enum Role {
  ADMIN,
  EDITOR,
  VIEWER,
  /** May be listed but neither acts nor is ever notified. */
  NONE;

  /** As clients write it: {@code admin}. */
  public String slug() {
    return LetterCase.lower(name());
  }

  public static Optional<Role> of(String slug) {
    return Arrays.stream(values()).filter(role -> role.slug().equals(slug)).findFirst();
  }

  /** Whether this role may do what {@code needed} may do. */
  public boolean covers(Role needed) {
    return this != NONE && compareTo(needed) <= 0;
  }
}
