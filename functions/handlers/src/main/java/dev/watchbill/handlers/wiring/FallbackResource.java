package dev.watchbill.handlers.wiring;

import dagger.Lazy;
import dev.watchbill.handlers.answers.AnswersResource;
import dev.watchbill.handlers.grafana.DataSourcesResource;
import dev.watchbill.handlers.grafana.Errors;
import dev.watchbill.handlers.grafana.FoldersResource;
import dev.watchbill.handlers.grafana.GrafanaTeamsResource;
import dev.watchbill.handlers.grafana.GrafanaUsersResource;
import dev.watchbill.handlers.grafana.OrgsResource;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.intake.IntakeResource;
import dev.watchbill.handlers.legacy.AlertNotificationsResource;
import dev.watchbill.handlers.legacy.DashboardsResource;
import dev.watchbill.handlers.legacy.LegacyAlertsResource;
import dev.watchbill.handlers.oncall.ActionsResource;
import dev.watchbill.handlers.oncall.AlertGroupsResource;
import dev.watchbill.handlers.oncall.AlertsResource;
import dev.watchbill.handlers.oncall.DirectPagingResource;
import dev.watchbill.handlers.oncall.EmptyListResource;
import dev.watchbill.handlers.oncall.EscalationChainsResource;
import dev.watchbill.handlers.oncall.EscalationPoliciesResource;
import dev.watchbill.handlers.oncall.InfoResource;
import dev.watchbill.handlers.oncall.IntegrationsResource;
import dev.watchbill.handlers.oncall.OnCallShiftsResource;
import dev.watchbill.handlers.oncall.OrganizationsResource;
import dev.watchbill.handlers.oncall.PersonalNotificationRulesResource;
import dev.watchbill.handlers.oncall.PhoneRelayResource;
import dev.watchbill.handlers.oncall.ResolutionNotesResource;
import dev.watchbill.handlers.oncall.RoutesResource;
import dev.watchbill.handlers.oncall.SchedulesResource;
import dev.watchbill.handlers.oncall.ShiftSwapsResource;
import dev.watchbill.handlers.oncall.TeamsResource;
import dev.watchbill.handlers.oncall.TemplatesResource;
import dev.watchbill.handlers.oncall.TimersResource;
import dev.watchbill.handlers.oncall.TokensResource;
import dev.watchbill.handlers.oncall.UsersResource;
import dev.watchbill.handlers.oncall.WebhooksResource;
import dev.watchbill.handlers.provisioning.AlertRulesResource;
import dev.watchbill.handlers.provisioning.ContactPointsResource;
import dev.watchbill.handlers.provisioning.MessageTemplatesResource;
import dev.watchbill.handlers.provisioning.MuteTimingsResource;
import dev.watchbill.handlers.provisioning.PoliciesResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Serves whatever the gateway did not place, by the same resources: whether it gives {@code
 * /api/v1/users/} to {@code {proxy+}} is not certain from its documents, and most clients write
 * paths so (DESIGN §5). A resource is made only when it is asked for.
 */
public final class FallbackResource implements Resource {
  private static final Set<String> HEALTH = Set.of("health", "ready", "startupprobe");
  private static final Resource OK = request -> Response.text(200, "text/plain", "Ok");
  private static final Resource NOTHING =
      request -> Response.json(404, Map.of("detail", "Not found."));
  private static final Resource NO_GRAFANA = request -> Errors.notFound();

  private final Map<String, Lazy<? extends Resource>> resources;
  private final Map<String, Lazy<? extends Resource>> grafana;
  private final Map<String, Lazy<? extends Resource>> provisioning;
  private final Lazy<? extends Resource> intake;
  private final Lazy<? extends Resource> answers;

  @Inject
  FallbackResource(
      Lazy<AlertGroupsResource> alertGroups,
      Lazy<AlertsResource> alerts,
      Lazy<EmptyListResource> emptyList,
      Lazy<EscalationChainsResource> escalationChains,
      Lazy<EscalationPoliciesResource> escalationPolicies,
      Lazy<InfoResource> info,
      Lazy<IntegrationsResource> integrations,
      Lazy<OnCallShiftsResource> onCallShifts,
      Lazy<OrganizationsResource> organizations,
      Lazy<ResolutionNotesResource> resolutionNotes,
      Lazy<RoutesResource> routes,
      Lazy<SchedulesResource> schedules,
      Lazy<ShiftSwapsResource> shiftSwaps,
      Lazy<TeamsResource> teams,
      Lazy<TemplatesResource> templates,
      Lazy<TimersResource> timers,
      Lazy<TokensResource> tokens,
      Lazy<UsersResource> users,
      Lazy<PersonalNotificationRulesResource> personalNotificationRules,
      Lazy<DirectPagingResource> directPaging,
      Lazy<PhoneRelayResource> phoneRelay,
      Lazy<WebhooksResource> webhooks,
      Lazy<ActionsResource> actions,
      Lazy<OrgsResource> orgs,
      Lazy<GrafanaUsersResource> grafanaUsers,
      Lazy<GrafanaTeamsResource> grafanaTeams,
      Lazy<FoldersResource> folders,
      Lazy<DataSourcesResource> dataSources,
      Lazy<AlertRulesResource> alertRules,
      Lazy<ContactPointsResource> contactPoints,
      Lazy<MessageTemplatesResource> messageTemplates,
      Lazy<MuteTimingsResource> muteTimings,
      Lazy<PoliciesResource> policies,
      Lazy<AlertNotificationsResource> alertNotifications,
      Lazy<DashboardsResource> dashboards,
      Lazy<LegacyAlertsResource> legacyAlerts,
      Lazy<IntakeResource> intake,
      Lazy<AnswersResource> answers) {
    this.intake = intake;
    this.answers = answers;
    this.provisioning =
        Map.ofEntries(
            Map.entry("alert-rules", alertRules),
            Map.entry("folder", alertRules),
            Map.entry("contact-points", contactPoints),
            Map.entry("mute-timings", muteTimings),
            Map.entry("policies", policies),
            Map.entry("templates", messageTemplates));
    this.grafana =
        Map.ofEntries(
            Map.entry("org", orgs),
            Map.entry("orgs", orgs),
            Map.entry("users", grafanaUsers),
            Map.entry("teams", grafanaTeams),
            Map.entry("folders", folders),
            Map.entry("admin", legacyAlerts),
            Map.entry("alerts", legacyAlerts),
            Map.entry("alert-notifications", alertNotifications),
            Map.entry("alerts-notifications", alertNotifications),
            Map.entry("alert-notifiers", alertNotifications),
            Map.entry("dashboards", dashboards),
            Map.entry("search", dashboards),
            Map.entry("datasources", dataSources));
    this.resources =
        Map.ofEntries(
            Map.entry("alert_groups", alertGroups),
            Map.entry("alerts", alerts),
            Map.entry("escalation_chains", escalationChains),
            Map.entry("escalation_policies", escalationPolicies),
            Map.entry("info", info),
            Map.entry("integrations", integrations),
            Map.entry("on_call_shifts", onCallShifts),
            Map.entry("organizations", organizations),
            Map.entry("resolution_notes", resolutionNotes),
            Map.entry("routes", routes),
            Map.entry("slack_channels", emptyList),
            Map.entry("schedules", schedules),
            Map.entry("shift_swaps", shiftSwaps),
            Map.entry("teams", teams),
            Map.entry("templates", templates),
            Map.entry("timers", timers),
            Map.entry("tokens", tokens),
            Map.entry("user_groups", emptyList),
            Map.entry("users", users),
            Map.entry("make_call", phoneRelay),
            Map.entry("send_sms", phoneRelay),
            Map.entry("escalation", directPaging),
            Map.entry("actions", actions),
            Map.entry("webhooks", webhooks),
            Map.entry("personal_notification_rules", personalNotificationRules));
  }

  @Override
  public Response answer(Request request) {
    return find(request).answer(request);
  }

  @Override
  public Response failure(Request request, int status, String text) {
    return find(request).failure(request, status, text);
  }

  private Resource find(Request request) {
    List<String> segments = request.segments();
    if (segments.size() > 1 && segments.getFirst().equals("api")) {
      if (!segments.get(1).equals("v1")) return of(grafana, segments.get(1), NO_GRAFANA);
      if (segments.size() > 2 && segments.get(2).equals("provisioning")) {
        return of(provisioning, segments.size() > 3 ? segments.get(3) : "", NO_GRAFANA);
      }
      return segments.size() > 2 ? of(resources, segments.get(2), NOTHING) : NOTHING;
    }
    if (segments.size() >= 2
        && segments.get(0).equals("integrations")
        && segments.get(1).equals("v1")) {
      return intake.get();
    }
    if (segments.size() > 1 && segments.getFirst().equals("a")) return answers.get();
    return segments.size() == 1 && HEALTH.contains(segments.getFirst()) ? OK : NOTHING;
  }

  private static Resource of(
      Map<String, Lazy<? extends Resource>> resources, String name, Resource otherwise) {
    Lazy<? extends Resource> resource = resources.get(name);
    return resource == null ? otherwise : resource.get();
  }
}
