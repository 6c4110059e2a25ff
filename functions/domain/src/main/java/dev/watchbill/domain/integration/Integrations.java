package dev.watchbill.domain.integration;

import dev.watchbill.domain.Rows;
import java.util.Optional;

/** The stored integrations, each with its routes; (team, name) is unique among the living. */
public interface Integrations extends Rows<Integration> {

  /** By the secret of its link; empty for unknown and deleted ones. Looked up by hash. */
  Optional<Integration> byToken(String token);

  /** By id, the deleted ones included: old groups still name them. */
  Optional<Integration> findEvenDeleted(String org, String id);

  /** The living integration that has this route. */
  Optional<Integration> byRoute(String org, String routeId);
}
