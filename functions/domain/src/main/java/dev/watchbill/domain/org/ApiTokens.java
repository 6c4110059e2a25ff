package dev.watchbill.domain.org;

import dev.watchbill.domain.Rows;
import java.time.Instant;
import java.util.Optional;

/** The stored API tokens. */
public interface ApiTokens extends Rows<ApiToken> {

  /** By the hash of what the caller sent: one read, whatever the organisation. */
  Optional<ApiToken> byHash(String hash);

  /** Notes a use; a lost race with another note is harmless. */
  void used(ApiToken token, Instant at);
}
