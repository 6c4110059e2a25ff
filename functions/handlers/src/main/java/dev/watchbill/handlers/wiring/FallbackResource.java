package dev.watchbill.handlers.wiring;

import dagger.Lazy;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.intake.IntakeResource;
import dev.watchbill.handlers.oncall.AlertGroupsResource;
import dev.watchbill.handlers.oncall.AlertsResource;
import dev.watchbill.handlers.oncall.EmptyListResource;
import dev.watchbill.handlers.oncall.EscalationChainsResource;
import dev.watchbill.handlers.oncall.InfoResource;
import dev.watchbill.handlers.oncall.IntegrationsResource;
import dev.watchbill.handlers.oncall.OrganizationsResource;
import dev.watchbill.handlers.oncall.ResolutionNotesResource;
import dev.watchbill.handlers.oncall.RoutesResource;
import dev.watchbill.handlers.oncall.TeamsResource;
import dev.watchbill.handlers.oncall.TemplatesResource;
import dev.watchbill.handlers.oncall.TimersResource;
import dev.watchbill.handlers.oncall.TokensResource;
import dev.watchbill.handlers.oncall.UsersResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * Serves whatever the gateway did not place, by the same resources: whether it gives {@code
 * /api/v1/users/} to {@code {proxy+}} is not certain from its documents, and most clients write
 * paths so (DESIGN §5). A resource is made only when it is asked for.
 */
public final class FallbackResource implements Resource {
  private final Map<String, Lazy<? extends Resource>> resources;
  private final Lazy<? extends Resource> intake;

  @Inject
  FallbackResource(
      Lazy<AlertGroupsResource> alertGroups,
      Lazy<AlertsResource> alerts,
      Lazy<EmptyListResource> emptyList,
      Lazy<EscalationChainsResource> escalationChains,
      Lazy<InfoResource> info,
      Lazy<IntegrationsResource> integrations,
      Lazy<OrganizationsResource> organizations,
      Lazy<ResolutionNotesResource> resolutionNotes,
      Lazy<RoutesResource> routes,
      Lazy<TeamsResource> teams,
      Lazy<TemplatesResource> templates,
      Lazy<TimersResource> timers,
      Lazy<TokensResource> tokens,
      Lazy<UsersResource> users,
      Lazy<IntakeResource> intake) {
    this.intake = intake;
    this.resources =
        Map.ofEntries(
            Map.entry("alert_groups", alertGroups),
            Map.entry("alerts", alerts),
            Map.entry("escalation_chains", escalationChains),
            Map.entry("info", info),
            Map.entry("integrations", integrations),
            Map.entry("organizations", organizations),
            Map.entry("resolution_notes", resolutionNotes),
            Map.entry("routes", routes),
            Map.entry("slack_channels", emptyList),
            Map.entry("teams", teams),
            Map.entry("templates", templates),
            Map.entry("timers", timers),
            Map.entry("tokens", tokens),
            Map.entry("user_groups", emptyList),
            Map.entry("users", users));
  }

  @Override
  public Response answer(Request request) {
    List<String> segments = request.segments();
    if (segments.size() >= 3 && segments.get(0).equals("api") && segments.get(1).equals("v1")) {
      Lazy<? extends Resource> resource = resources.get(segments.get(2));
      if (resource != null) return resource.get().answer(request);
    }
    if (segments.size() >= 2
        && segments.get(0).equals("integrations")
        && segments.get(1).equals("v1")) {
      return intake.get().answer(request);
    }
    if (segments.size() == 1) {
      switch (segments.getFirst()) {
        case "health", "ready", "startupprobe" -> {
          return Response.text(200, "text/plain", "Ok");
        }
        default -> {}
      }
    }
    return Response.json(404, Map.of("detail", "Not found."));
  }
}
