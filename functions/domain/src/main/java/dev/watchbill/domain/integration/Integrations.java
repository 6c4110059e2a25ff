package dev.watchbill.domain.integration;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import java.util.Optional;

/** The stored integrations, each with its routes; (team, name) is unique among the living. */
public interface Integrations extends Rows<Integration> {

  /**
   * Deletes it and keeps a copy; its {@code deletedAt} must be set.
   *
   * @throws IllegalArgumentException when it is not
   */
  @Override
  Saved delete(Integration integration);

  /** By the secret of its link; empty for unknown and deleted ones. Looked up by hash. */
  Optional<Integration> byToken(String token);

  /**
   * The one that takes mail under this name, which is its token in any letter case: some who pass
   * mail on write addresses in lower case. Looked up by hash.
   */
  Optional<Integration> byMailbox(String name);

  /** By id, the deleted ones included: old groups still name them. */
  Optional<Integration> findEvenDeleted(String org, String id);

  /** Forgets what is kept of deleted ones: nothing of the organisation is left that names them. */
  void forgetDeleted(String org);

  /** The living integration that has this route. */
  Optional<Integration> byRoute(String org, String routeId);
}
