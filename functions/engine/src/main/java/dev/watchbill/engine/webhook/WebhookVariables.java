package dev.watchbill.engine.webhook;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Mark;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.WebhookEvent;
import dev.watchbill.engine.escalation.StepNeeds;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of a webhook may speak of, and what is forwarded whole (spec oncall-behaviour
 * §9.4): the alert group as it was when it happened, all else as it is now.
 */
final class WebhookVariables {
  private final Alerts alerts;
  private final Integrations integrations;
  private final Teams teams;
  private final Users users;
  private final Escalations escalations;
  private final StepNeeds needs;
  private final GroupPicture picture;
  private final PayloadText payloads;

  @Inject
  WebhookVariables(
      Alerts alerts,
      Integrations integrations,
      Teams teams,
      Users users,
      Escalations escalations,
      StepNeeds needs,
      GroupPicture picture,
      PayloadText payloads) {
    this.alerts = alerts;
    this.integrations = integrations;
    this.teams = teams;
    this.users = users;
    this.escalations = escalations;
    this.needs = needs;
    this.picture = picture;
    this.payloads = payloads;
  }

  Map<String, @Nullable Object> of(Webhook webhook, AlertGroup group, Delivery delivery) {
    AlertGroup then = WebhookEvent.then(group, delivery.event());
    WebhookEvent.Remembered event = WebhookEvent.remembered(delivery.event());
    Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    variables.put("event", event(event));
    variables.put("user", user(group.org(), event.userId()));
    variables.put("alert_group", picture.of(then));
    variables.put("alert_group_id", group.id());
    variables.put("alert_payload", firstPayload(group));
    variables.put("integration", integration(group));
    variables.put("notified_users", briefly(notified(group)));
    variables.put(
        "users_to_be_notified",
        briefly(escalations.find(group.org(), group.id()).map(needs::coming).orElse(List.of())));
    variables.put("alert_group_acknowledged_by", by(then.org(), then.status().acknowledged()));
    variables.put("alert_group_resolved_by", by(then.org(), then.status().resolved()));
    variables.put("webhook", PlainValues.object("id", webhook.id(), "name", webhook.name()));
    return variables;
  }

  private static Map<String, @Nullable Object> event(WebhookEvent.Remembered event) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("type", event.type());
    if (event.time() != null) shown.put("time", time(event.time()));
    String until = event.until();
    if (until != null && event.type().equals("silence")) {
      shown.put("until", event.forEver() ? null : time(until));
    }
    return shown;
  }

  private static String time(String instant) {
    return Timer.sortable(Instant.parse(instant)).replace(".000000Z", "Z");
  }

  private @Nullable Map<String, @Nullable Object> by(String org, @Nullable Mark mark) {
    return mark == null ? null : user(org, mark.by().userId());
  }

  private @Nullable Map<String, @Nullable Object> user(String org, @Nullable String id) {
    if (id == null) return null;
    return users.find(org, id).map(WebhookVariables::shown).orElse(null);
  }

  private static Map<String, @Nullable Object> shown(User user) {
    return PlainValues.object("id", user.id(), "username", user.username(), "email", user.email());
  }

  private static List<Map<String, @Nullable Object>> briefly(List<User> people) {
    return people.stream().map(WebhookVariables::shown).toList();
  }

  private Object firstPayload(AlertGroup group) {
    Object payload =
        alerts.ofGroup(group.org(), group.id(), 1).stream()
            .findFirst()
            .map(Alert::payload)
            .flatMap(payloads::read)
            .orElse(null);
    return payload == null ? "" : payload;
  }

  private @Nullable Map<String, @Nullable Object> integration(AlertGroup group) {
    Optional<Integration> found = integrations.findEvenDeleted(group.org(), group.integrationId());
    if (found.isEmpty()) return null;
    Integration integration = found.get();
    String title = integration.type().title();
    String name = integration.name();
    Map<String, @Nullable Object> labels = new LinkedHashMap<>();
    for (Label label : integration.labels()) labels.put(label.key(), label.value());
    String team = integration.teamId();
    return PlainValues.object(
        "id",
        integration.id(),
        "type",
        integration.type().slug(),
        "name",
        name.startsWith(title) ? name : name + " - " + title,
        "team",
        team == null ? null : teams.find(group.org(), team).map(Team::name).orElse(null),
        "labels",
        labels);
  }

  /** To whom a message about the group has left. */
  private List<User> notified(AlertGroup group) {
    List<String> told = new ArrayList<>();
    for (var story : escalations.pagingStories(group.org(), group.id()).entrySet()) {
      if (story.getValue().stream().anyMatch(WebhookVariables::left)) told.add(story.getKey());
    }
    return told.isEmpty() ? List.of() : users.those(group.org(), told);
  }

  private static boolean left(Ledger.Entry entry) {
    return entry.decision().inputs().containsKey("delivery");
  }
}
