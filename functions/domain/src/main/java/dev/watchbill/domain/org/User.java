package dev.watchbill.domain.org;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person. {@code grafanaId} counts from 1 within the organisation; {@code timezone} is an IANA
 * name or null.
 */
public record User(
    String id,
    String org,
    long grafanaId,
    String username,
    String email,
    String name,
    Role role,
    @Nullable String timezone,
    String avatarUrl,
    Instant createdAt,
    long version) {

  /**
   * Whether the user may ever be told anything: editors and admins. Viewers may not, as recorded of
   * the original (golden: final_shifts, priorities_and_overrides); who may not is never on call.
   */
  public boolean mayBeNotified() {
    return role.covers(Role.EDITOR);
  }
}
