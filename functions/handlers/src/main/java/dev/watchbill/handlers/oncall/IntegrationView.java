package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Unopened;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An integration as answers show it (spec oncall-api §2.1). */
final class IntegrationView {
  private final Settings settings;
  private final HeartbeatFields heartbeats;

  @Inject
  IntegrationView(Settings settings, HeartbeatFields heartbeats) {
    this.settings = settings;
    this.heartbeats = heartbeats;
  }

  /** For lists: without what would take another read for each. */
  Map<String, @Nullable Object> brief(Integration integration) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", integration.id());
    shown.put("name", integration.name());
    shown.put("description_short", integration.description());
    shown.put("team_id", integration.teamId());
    shown.put("link", link(integration));
    shown.put("inbound_email", inboundEmail(integration));
    shown.put("type", integration.type().publicSlug());
    shown.put("default_route", defaultRoute(integration.defaultRoute()));
    shown.put("templates", TemplateFields.show(integration));
    shown.put("labels", LabelFields.show(integration.labels()));
    shown.put("dynamic_labels", LabelFields.show(integration.dynamicLabels()));
    shown.put("heartbeat", heartbeat(integration));
    Maintenance maintenance = integration.maintenance();
    shown.put("maintenance_mode", maintenance == null ? null : maintenance.mode().slug());
    shown.put(
        "maintenance_started_at", maintenance == null ? null : second(maintenance.startedAt()));
    shown.put("maintenance_end_at", maintenance == null ? null : second(maintenance.endsAt()));
    return shown;
  }

  /** With the settings of the heartbeat. */
  Map<String, @Nullable Object> detail(Integration integration) {
    Map<String, @Nullable Object> shown = brief(integration);
    Map<String, @Nullable Object> heartbeat = heartbeat(integration);
    if (heartbeat != null) {
      heartbeats.show(integration, heartbeat);
      shown.put("heartbeat", heartbeat);
    }
    return shown;
  }

  private @Nullable String link(Integration integration) {
    return integration.type().advertisesLink() ? address(integration) : null;
  }

  /** Null while the token cannot be opened: another key sealed it, or its row is damaged. */
  private @Nullable String address(Integration integration) {
    if (Unopened.is(integration.token())) return null;
    return settings.baseUrl()
        + "/integrations/v1/"
        + integration.type().publicSlug()
        + "/"
        + integration.token()
        + "/";
  }

  private @Nullable String inboundEmail(Integration integration) {
    return integration.type() == IntegrationType.INBOUND_EMAIL
            && !settings.inboundDomain().isEmpty()
            && !Unopened.is(integration.token())
        ? integration.token() + "@" + settings.inboundDomain()
        : null;
  }

  private @Nullable Map<String, @Nullable Object> heartbeat(Integration integration) {
    if (!integration.type().supportsHeartbeat()) return null;
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    String address = address(integration);
    shown.put("link", address == null ? null : address + "heartbeat/");
    return shown;
  }

  private static Map<String, @Nullable Object> defaultRoute(Route route) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", route.id());
    RouteFields.show(route, shown);
    return shown;
  }

  /** Always whole seconds here (spec oncall-api §1.10). */
  private static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
