package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.org.Role;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/alerts}: spec oncall-api §17. A list only. */
public final class AlertsResource extends OnCallResource {
  private static final int PAGE = 50;

  private final Alerts alerts;
  private final Settings settings;

  @Inject
  AlertsResource(OnCallGate gate, Alerts alerts, Settings settings) {
    super(gate, Role.VIEWER, Role.EDITOR);
    this.alerts = alerts;
    this.settings = settings;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    return below.isEmpty() ? new Verbs().on("GET", reader(), this::list) : null;
  }

  private Response list(Call call) {
    Request request = call.request();
    Paging paging = Paging.of(request, PAGE);
    Listing<Alert> page =
        alerts.list(
            new Alerts.Filter(
                call.org(),
                given(request, "id"),
                given(request, "alert_group_id"),
                given(request, "search")),
            paging.page(),
            paging.perPage());
    return paging.envelope(
        request,
        settings.baseUrl(),
        new Listing<>(
            page.rows().stream().map(AlertsResource::show).toList(), page.count(), page.page()));
  }

  private static @Nullable String given(Request request, String name) {
    String value = request.parameter(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** An alert, here and as the newest one of a group. */
  static Map<String, @Nullable Object> show(Alert alert) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", alert.id());
    shown.put("alert_group_id", alert.groupId());
    shown.put("created_at", Timestamps.text(alert.createdAt()));
    shown.put("payload", payload(alert));
    return shown;
  }

  private static @Nullable Object payload(Alert alert) {
    try {
      return Json.readPayload(alert.payload());
    } catch (Json.Malformed e) {
      throw new IllegalStateException("a stored payload is not JSON: " + alert.id(), e);
    }
  }
}
