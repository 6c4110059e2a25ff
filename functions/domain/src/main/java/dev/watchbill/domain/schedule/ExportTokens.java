package dev.watchbill.domain.schedule;

import dev.watchbill.domain.Rows;
import java.util.Optional;

/** The stored keys to calendar feeds. */
public interface ExportTokens extends Rows<ExportToken> {

  /** By the hash of what the caller sent. */
  Optional<ExportToken> byHash(String hash);
}
