package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.ledger.Actor;
import dev.watchbill.domain.org.Organizations;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/** Maintenance of integrations: begins, ends by hand, ends by time (spec oncall-api §2.8). */
public final class MaintenanceWindows {
  /** Text of the refusal to begin a second one. */
  public static final String ALREADY = "Already on maintenance";

  private final Integrations integrations;
  private final AlertGroups groups;
  private final GroupChanges changes;
  private final Prompts prompts;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  MaintenanceWindows(
      Integrations integrations,
      AlertGroups groups,
      GroupChanges changes,
      Prompts prompts,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    this.integrations = integrations;
    this.groups = groups;
    this.changes = changes;
    this.prompts = prompts;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Result {
    /** The integration as it stands now. */
    record Done(Integration integration) implements Result {}

    /** One is running: {@link #ALREADY}. */
    record AlreadyRunning() implements Result {}

    record Gone() implements Result {}

    /** Ten others were faster. */
    record Contended() implements Result {}
  }

  /** Begins a maintenance now. */
  public Result start(
      String org, String integrationId, Maintenance.Mode mode, Duration duration, Actor by) {
    throw new UnsupportedOperationException(
        "" + integrations + groups + changes + prompts + organizations + ids + clock);
  }

  /** Ends the maintenance, if one is running. */
  public Result stop(String org, String integrationId, Actor by) {
    throw new UnsupportedOperationException();
  }
}
