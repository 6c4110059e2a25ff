package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organizations;
import java.time.InstantSource;

/** What other rooms' tests need of this one, built without the wiring. */
public final class JobFixtures {

  /** Prompts that reach nobody: rows are what counts. */
  public static Prompts noPrompts() {
    return new Prompts((kind, body, delay) -> {});
  }

  public static MaintenanceWindows maintenance(
      Integrations integrations,
      AlertGroups groups,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    Prompts prompts = noPrompts();
    return new MaintenanceWindows(
        integrations,
        groups,
        new GroupChanges(groups, prompts, clock),
        prompts,
        organizations,
        ids,
        clock);
  }

  private JobFixtures() {}
}
