package dev.watchbill.domain.escalation;

import dev.watchbill.domain.Saved;
import java.util.List;
import java.util.Optional;

/** The stored steps of the chains. They go with their chain. */
public interface EscalationSteps {

  /** One step; strongly consistent. */
  Optional<PlacedStep> find(String org, String id);

  /** The steps of a chain; none for one that never had any, or that is gone. */
  ChainSteps of(String org, String chainId);

  /** All steps of an organisation, oldest first. */
  List<PlacedStep> all(String org);

  /**
   * Stores all that differs from what stands there, in one transaction. Stale when the order of the
   * chain is no longer the one that was read, or the chain is gone.
   */
  Saved replace(ChainSteps steps);
}
