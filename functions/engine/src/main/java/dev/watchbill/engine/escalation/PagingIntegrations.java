package dev.watchbill.engine.escalation;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.domain.integration.Route.RoutingType;
import dev.watchbill.domain.org.Team;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each team has an integration that takes what is asked of it by name, with a route for what is
 * important (DESIGN §6): from its creation, older teams when they are first asked.
 */
public final class PagingIntegrations {
  private static final String IMPORTANT = "{{ payload.oncall.important }}";

  private final Integrations integrations;
  private final Commits commits;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  public PagingIntegrations(
      Integrations integrations, Commits commits, PublicIds ids, InstantSource clock) {
    this.integrations = integrations;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  /** The one that takes what is asked of a team; made when it is first asked for. */
  public Optional<Integration> of(String org, @Nullable Team team) {
    String teamId = team == null ? null : team.id();
    // Two may make it at once: the name is one of a kind within a team, so the second one is
    // refused, looks again and finds it.
    return commits.again(
        () -> {
          Optional<Integration> found =
              integrations.all(org).stream()
                  .filter(each -> each.type() == IntegrationType.DIRECT_PAGING)
                  .filter(each -> Objects.equals(each.teamId(), teamId))
                  .findFirst();
          if (found.isPresent()) return found;
          Integration made = made(org, team);
          return integrations.create(made) instanceof Saved.Done ? Optional.of(made) : found;
        });
  }

  /** A team goes, and what takes what is asked of it goes with it. */
  public void removed(Team team) {
    integrations.all(team.org()).stream()
        .filter(each -> each.type() == IntegrationType.DIRECT_PAGING)
        .filter(each -> team.id().equals(each.teamId()))
        .forEach(each -> integrations.delete(each.deleted(clock.instant())));
  }

  private Integration made(String org, @Nullable Team team) {
    Instant now = clock.instant();
    Route important =
        new Route(ids.next("R"), null, RoutingType.JINJA2, IMPORTANT, 0, Map.of(), now);
    return new Integration(
        ids.next("C"),
        org,
        team == null ? null : team.id(),
        "Direct paging (" + (team == null ? "no" : team.name()) + " team)",
        null,
        IntegrationType.DIRECT_PAGING,
        ids.integrationToken(),
        Map.of(),
        List.of(),
        List.of(),
        null,
        Integration.newDefaultRoute(ids.next("R"), now),
        List.of(important),
        now,
        null,
        1);
  }
}
