package dev.watchbill.handlers.intake;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.alert.AlertIntake;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.engine.alert.KnownIntegrations;
import dev.watchbill.handlers.http.PayloadJson;
import java.time.InstantSource;

/** Parts of this room for the tests of others. */
public final class IntakeParts {

  /** The way in of alerts, over what a test has made already. */
  public static AlertIntake intake(
      AlertGroups groups,
      Commits commits,
      Integrations integrations,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    return new AlertIntake(
        groups,
        new GroupChanges(groups, commits),
        new KnownIntegrations(integrations, clock),
        organizations,
        ids,
        new Jinja(clock),
        commits,
        new PayloadJson());
  }

  private IntakeParts() {}
}
