package dev.watchbill.domain.org;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to the API. Only its SHA-256 is kept; the token itself is shown once, when it is made.
 *
 * @param hash lower-case hexadecimal SHA-256 of the token
 * @param lastUsed to within five minutes; null before the first use
 */
public record ApiToken(
    String id,
    String org,
    String userId,
    String name,
    String hash,
    Instant createdAt,
    @Nullable Instant lastUsed,
    long version) {

  /** Tokens one user may hold (spec oncall-api §1.3). */
  public static final int PER_USER = 5;
}
