package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.AlertGroup.Silence;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.webhook.GroupPicture;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alert groups as answers show them (spec oncall-api §3.1), a page at a time. */
public final class AlertGroupView implements GroupPicture {
  private final Alerts alerts;
  private final Integrations integrations;
  private final Users users;
  private final Settings settings;

  @Inject
  AlertGroupView(Alerts alerts, Integrations integrations, Users users, Settings settings) {
    this.alerts = alerts;
    this.integrations = integrations;
    this.users = users;
    this.settings = settings;
  }

  @Override
  public Map<String, @Nullable Object> of(AlertGroup group) {
    return show(List.of(group)).getFirst();
  }

  /** What the groups of a page have in common is read once. */
  List<Map<String, @Nullable Object>> show(List<AlertGroup> groups) {
    Map<String, Alert> newest = alerts.newestOf(groups);
    Map<String, Optional<Integration>> known = new HashMap<>();
    Map<String, Boolean> people = new HashMap<>();
    List<Map<String, @Nullable Object>> shown = new ArrayList<>(groups.size());
    for (AlertGroup group : groups) {
      Optional<Integration> integration =
          known.computeIfAbsent(
              group.integrationId(), id -> integrations.findEvenDeleted(group.org(), id));
      shown.add(show(group, integration, newest.get(group.id()), people));
    }
    return shown;
  }

  private Map<String, @Nullable Object> show(
      AlertGroup group,
      Optional<Integration> integration,
      @Nullable Alert newest,
      Map<String, Boolean> people) {
    Status status = group.status();
    Silence silence = status.silence();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", group.id());
    shown.put("integration_id", group.integrationId());
    shown.put("team_id", integration.map(Integration::teamId).orElse(null));
    shown.put(
        "route_id",
        integration.flatMap(each -> each.route(group.routeId())).isPresent()
            ? group.routeId()
            : null);
    shown.put("alerts_count", group.content().alertsCount());
    shown.put("state", group.state().slug());
    shown.put("created_at", Timestamps.text(group.createdAt()));
    shown.put("resolved_at", at(status.resolved()));
    shown.put("resolved_by", person(group.org(), status.resolved(), people));
    shown.put("acknowledged_at", at(status.acknowledged()));
    shown.put("acknowledged_by", person(group.org(), status.acknowledged(), people));
    shown.put("labels", group.content().labels().stream().map(AlertGroupView::label).toList());
    shown.put("title", group.content().title());
    shown.put("permalinks", permalinks(group));
    shown.put("silenced_at", silence == null ? null : Timestamps.text(silence.at()));
    shown.put("last_alert", newest == null ? null : AlertsResource.show(newest));
    return shown;
  }

  private Map<String, @Nullable Object> permalinks(AlertGroup group) {
    Map<String, @Nullable Object> links = new LinkedHashMap<>();
    links.put("slack", null);
    links.put("slack_app", null);
    links.put("telegram", null);
    links.put("web", settings.baseUrl() + "/a/grafana-oncall-app/alert-groups/" + group.id());
    return links;
  }

  private static Map<String, Object> label(Label label) {
    return Map.of("key", named(label.key()), "value", named(label.value()));
  }

  private static Map<String, String> named(String name) {
    return Map.of("id", name, "name", name);
  }

  private static @Nullable String at(@Nullable Mark mark) {
    return mark == null ? null : Timestamps.text(mark.at());
  }

  /** Nobody, when it was not done by a user or that user is deleted. */
  private @Nullable String person(String org, @Nullable Mark mark, Map<String, Boolean> people) {
    String id = mark == null ? null : mark.by().userId();
    if (id == null) return null;
    return people.computeIfAbsent(id, each -> users.find(org, each).isPresent()) ? id : null;
  }
}
