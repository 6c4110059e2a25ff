package dev.watchbill.domain.org;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import java.time.Instant;
import java.util.Optional;

/** The stored API tokens. */
public interface ApiTokens extends Rows<ApiToken> {

  /**
   * Stores a new token of a user who has less than so many: full otherwise, however many are made
   * at once. Stale when others of the user were made meanwhile, or when the user is gone.
   */
  Saved create(ApiToken token, int most);

  /** By the hash of what the caller sent: one read, whatever the organisation. */
  Optional<ApiToken> byHash(String hash);

  /** Notes a use; a lost race with another note is harmless. */
  void used(ApiToken token, Instant at);
}
