package dev.watchbill.handlers.intake;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.handlers.jobs.AlertSink;
import dev.watchbill.handlers.jobs.GroupChanges;
import dev.watchbill.handlers.oncall.LostRaces;
import java.time.InstantSource;
import java.util.Random;

/** Parts of this room for the tests of others. */
public final class IntakeParts {

  /** The way in of alerts that Watchbill makes itself. */
  public static AlertSink ownAlerts(
      AlertGroups groups,
      GroupChanges changes,
      Integrations integrations,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    Random random = new Random(1);
    return new OwnAlerts(
        new AlertIntake(
            groups,
            changes,
            new KnownIntegrations(integrations, clock),
            organizations,
            ids,
            new Jinja(clock),
            new LostRaces(pause -> Thread.yield(), () -> random)));
  }

  private IntakeParts() {}
}
