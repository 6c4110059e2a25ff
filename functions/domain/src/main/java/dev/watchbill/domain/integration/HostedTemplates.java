package dev.watchbill.domain.integration;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Defaults of the types the hosted product has beyond the open ones: only prose about them is
 * published (spec oncall-behaviour §2), so these follow the bodies that the named tools document.
 *
 * <p>What all of them keep: the first body of a problem and the one of its end have the same key,
 * two problems never do. A field that is missing or null, or an object that is something else,
 * leaves an empty text or the type's own title, never an error. A key that comes out empty groups
 * with nothing.
 */
final class HostedTemplates {

  /**
   * The message inside the envelope: a CloudWatch alarm, or {@code message} for plain text. Alarms
   * of one name in two regions or accounts are two.
   */
  static final Map<String, String> AMAZON_SNS =
      new Source(first("AlarmArn", "AlarmName"), firstOr("Alert", "AlarmName"))
          .resolvedWhen("{{ " + lower("NewStateValue") + " == \"ok\" }}")
          .says(
              """
              {% if payload.AlarmName -%}
              State: {{ payload.NewStateValue or "" }}
              Region: {{ payload.Region or "" }}
              {{ payload.AlarmDescription or "" }}
              {{ payload.NewStateReason or "" }}
              {%- else -%}
              {{ payload.message or "" }}
              {%- endif %}
              """)
          .templates();

  /**
   * The body is a template of the user's. Groups by application and node; ends when the violation
   * ends or is cancelled, told by the event's type ({@code POLICY_CLOSE_CRITICAL}) or by its
   * display name ("Health Rule Violation Ended - Critical").
   */
  static final Map<String, String> APPDYNAMICS =
      new Source(
              """
              {% if payload.application or payload.node -%}
              {{ payload.application or "" }} {{ payload.node or "" }}
              {%- endif %}""",
              firstOr("AppDynamics event", "title", "displayName"))
          .resolvedWhen(
              "{{ (payload.eventType or payload.displayName or \"\") | string"
                  + " | regex_search(\"(?i)^POLICY_(CLOSE|CANCELED)|violation (ended|cancell?ed)\") }}")
          .at(first("url"))
          .templates();

  /** A script with its own body: {@code alert_uid}, {@code state} and {@code title} are heard. */
  static final Map<String, String> CURLER =
      new Source("{{ payload.alert_uid or payload }}", firstOr("Incident", "title"))
          .resolvedWhen("{{ " + lower("state") + " in [\"ok\", \"resolved\"] }}")
          .at(first("url"))
          .templates();

  /**
   * A body made of the webhook's variables, or the one that is sent when nobody made one. A monitor
   * may watch many hosts, so its id is a key only with its scope. The second body has no id of the
   * monitor, only the event's own: there, the title without the word for the state is the key, so
   * that "[Triggered on {host:a}] Disk" and "[Recovered on {host:a}] Disk" meet and another host
   * stays another group.
   */
  static final Map<String, String> DATADOG =
      new Source(
              """
              {%% set id = payload.alert_cycle_key or payload.aggreg_key -%%}
              {%% if id %%}{{ id }}
              {%%- elif payload.alert_id %%}{{ payload.alert_id }}
              {%%- if payload.alert_scope %%} {{ payload.alert_scope }}{%% endif %%}
              {%%- else %%}{{ (%s or "") | string | regex_replace(
              "(?i)[[](?:Re-)?(?:Triggered|Warn|No Data|Renotify|Recovered)( on [^]]*)?[]]",
              "\\\\1") | trim }}
              {%%- endif %%}"""
                  .formatted(at("title")),
              firstOr("Datadog event", "title"))
          .resolvedWhen(
              """
              {%% if payload.alert_transition -%%}
              {{ payload.alert_transition | string | lower == "recovered" }}
              {%%- else -%%}
              {{ (%s or "") | string | regex_search("(?i)[[]Recovered( on [^]]*)?[]]") }}
              {%%- endif %%}"""
                  .formatted(at("title")))
          .says(first("body"))
          .at(first("link"))
          .templates();

  /** Crashes are told when they grow, never when they end. */
  static final Map<String, String> FABRIC =
      new Source(first("payload.display_id"), firstOr("Crash report", "payload.title"))
          .at(first("payload.url"))
          .templates();

  /**
   * Groups by issue key; in progress acknowledges, a status of the category "done" or deletion
   * resolves.
   */
  static final Map<String, String> JIRA =
      new Source(
              first("issue.key"),
              "{{ [%s, %s] | select | join(\" \") or \"Jira issue\" }}"
                  .formatted(at("issue.key"), at("issue.fields.summary")))
          .acknowledgedWhen(
              "{{ %s in [\"work in progress\", \"in progress\"] }}"
                  .formatted(lower("issue.fields.status.name")))
          .resolvedWhen(
              """
              {{ %s in ["closed", "done", "resolved"] \
              or %s == "done" \
              or payload.webhookEvent == "jira:issue_deleted" }}"""
                  .formatted(
                      lower("issue.fields.status.name"),
                      lower("issue.fields.status.statusCategory.key")))
          .at(first("issue.self"))
          .templates();

  /**
   * An issue of a workflow, or an incident of the older alert channels. An incident that is closed
   * inside an issue that goes on ends nothing: only the issue's own state does.
   */
  static final Map<String, String> NEWRELIC =
      new Source(
              first("incident_id", "issueId", "id"),
              firstOr("New Relic incident", "title", "condition_name"))
          .acknowledgedWhen(
              """
              {{ %s == "acknowledged" or %s == "acknowledged" }}"""
                  .formatted(lower("current_state"), lower("state")))
          .resolvedWhen(
              """
              {{ %s == "closed" or %s == "closed" }}"""
                  .formatted(lower("current_state"), lower("state")))
          .says(first("details"))
          .at(first("incident_url", "issueUrl"))
          .templates();

  /** An event about an incident, or about a note or an update of one. */
  static final Map<String, String> PAGERDUTY =
      new Source(
              first("event.data.incident.id", "event.data.id"),
              firstOr(
                  "PagerDuty event",
                  "event.data.title",
                  "event.data.incident.summary",
                  "event.data.summary"))
          .acknowledgedWhen(
              "{{ %s == \"incident.acknowledged\" }}".formatted(at("event.event_type")))
          .resolvedWhen("{{ %s == \"incident.resolved\" }}".formatted(at("event.event_type")))
          .at(first("event.data.html_url", "event.data.incident.html_url"))
          .templates();

  /** Uptime checks go UP and DOWN, transaction checks SUCCESS and FAILING. */
  static final Map<String, String> PINGDOM =
      new Source(first("check_id"), firstOr("Pingdom check", "check_name"))
          .resolvedWhen("{{ " + lower("current_state") + " in [\"up\", \"success\"] }}")
          .says(first("long_description", "description"))
          .templates();

  /** The body is made of placeholders by the user; a sensor's own state is understood too. */
  static final Map<String, String> PRTG =
      new Source(
              first("alert_uid", "sensorid"),
              firstOr("Title undefined (check Web Title Template)", "title", "name"))
          .resolvedWhen("{{ " + lower("state", "status") + " in [\"ok\", \"up\"] }}")
          .says(first("message"))
          .shows(first("image_url"))
          .at(first("link_to_upstream_details", "link"))
          .templates();

  /**
   * The bodies of the integration platform: an alert about an issue ({@code data.event}), a metric
   * alert, the issue's own life ({@code data.issue}), an error; and the one of the older plug-in.
   * Issues and metric alerts count their ids apart.
   */
  static final Map<String, String> SENTRY =
      new Source(
              """
              {%% set metric = %s -%%}
              {%% if metric %%}metric {{ metric }}{%% else -%%}
              {{ %s or %s or %s or %s or payload.id or "" }}
              {%%- endif %%}"""
                  .formatted(
                      at("data.metric_alert.id"),
                      at("data.issue.id"),
                      at("data.event.issue_id"),
                      at("data.error.issue_id"),
                      at("data.issue_id")),
              firstOr(
                  "Sentry issue",
                  "data.metric_alert.title",
                  "data.issue.title",
                  "data.event.title",
                  "data.error.title",
                  "message"))
          .resolvedWhen(
              "{{ " + lower("action") + " in [\"resolved\", \"archived\", \"ignored\"] }}")
          .at(
              first(
                  "data.web_url",
                  "data.issue.web_url",
                  "data.event.web_url",
                  "data.error.web_url",
                  "url"))
          .templates();

  /** The body is a template of the user's; states by name, or by the numbers of an incident. */
  static final Map<String, String> SERVICENOW =
      new Source(first("number", "sys_id"), firstOr("ServiceNow record", "short_description"))
          .resolvedWhen(
              "{{ %s in [\"resolved\", \"closed\", \"canceled\", \"6\", \"7\", \"8\"] }}"
                  .formatted(lower("state")))
          .says(first("description"))
          .at(first("link"))
          .templates();

  static final Map<String, String> STACKDRIVER =
      new Source(
              first("incident.incident_id"),
              firstOr("Google Cloud incident", "incident.policy_name", "incident.condition_name"))
          .resolvedWhen("{{ " + lower("incident.state") + " == \"closed\" }}")
          .says(first("incident.summary"))
          .at(first("incident.url"))
          .templates();

  /**
   * Alert types: 1 down, 2 up, 3 a certificate that will expire. The last one is a problem of its
   * own, which "up" does not end. The body that most guides show has no monitor's id.
   */
  static final Map<String, String> UPTIMEROBOT =
      new Source(
              """
              {% set id = payload.monitorID or payload.monitorURL or payload.monitorFriendlyName -%}
              {% if id %}{{ id }}{% if payload.alertType | string == "3" %} certificate{% endif %}
              {%- endif %}""",
              firstOr("Monitor", "monitorFriendlyName"))
          .resolvedWhen("{{ payload.alertType | string == \"2\" }}")
          .says(first("alertDetails"))
          .at(first("monitorURL"))
          .templates();

  /**
   * A trigger's body ({@code ticket}) or an event ({@code detail}). Groups by ticket; pending
   * acknowledges, solved or closed resolves, as does a ticket that goes away.
   */
  static final Map<String, String> ZENDESK =
      new Source(
              first("ticket.id", "detail.id"),
              firstOr("Zendesk ticket", "ticket.title", "ticket.subject", "detail.subject"))
          .acknowledgedWhen(
              "{{ %s == \"pending\" }}".formatted(lower("ticket.status", "detail.status")))
          .resolvedWhen(
              """
              {{ %s in ["solved", "closed"] \
              or payload.type in ["zen:event-type:ticket.soft_deleted", \
              "zen:event-type:ticket.permanently_deleted", "zen:event-type:ticket.marked_as_spam"] }}"""
                  .formatted(lower("ticket.status", "detail.status")))
          .at(first("ticket.url"))
          .templates();

  private HostedTemplates() {}

  /**
   * The value at a path below the payload; undefined or null where there is none. A text where an
   * object should be has a method named {@code title}, so there it must be an object.
   */
  private static String at(String path) {
    String value = "payload";
    for (String name : path.split("\\.")) {
      if (name.equals("title")) value = "(" + value + " if " + value + " is mapping else {})";
      else if (!value.equals("payload")) value = "(" + value + " or {})";
      value += "." + name;
    }
    return value;
  }

  /** The first of these that says something, else an empty text. */
  private static String first(String... paths) {
    return firstOr("", paths);
  }

  private static String firstOr(String otherwise, String... paths) {
    return "{{ " + any(paths) + " or \"" + otherwise + "\" }}";
  }

  private static String any(String... paths) {
    return Arrays.stream(paths).map(HostedTemplates::at).collect(Collectors.joining(" or "));
  }

  /** The first of these that says something in lower case, as a text in any case. */
  private static String lower(String... paths) {
    return "(" + any(paths) + " or \"\") | string | lower";
  }

  /** What is known about one tool's bodies; without a message the whole body is shown. */
  private record Source(
      String key,
      String title,
      @Nullable String resolve,
      @Nullable String acknowledge,
      @Nullable String message,
      @Nullable String image,
      @Nullable String link) {

    Source(String key, String title) {
      this(key, title, null, null, null, null, null);
    }

    Source resolvedWhen(String template) {
      return new Source(key, title, template, acknowledge, message, image, link);
    }

    Source acknowledgedWhen(String template) {
      return new Source(key, title, resolve, template, message, image, link);
    }

    Source says(String template) {
      return new Source(key, title, resolve, acknowledge, template, image, link);
    }

    Source shows(String template) {
      return new Source(key, title, resolve, acknowledge, message, template, link);
    }

    Source at(String template) {
      return new Source(key, title, resolve, acknowledge, message, image, template);
    }

    Map<String, String> templates() {
      Map<String, String> more = new HashMap<>();
      more.put("grouping_key", key);
      if (resolve != null) more.put("resolve_signal", resolve);
      if (acknowledge != null) more.put("acknowledge_signal", acknowledge);
      if (link != null) more.put("source_link", link);
      everywhere(more, "message", message);
      everywhere(more, "image_url", image);
      return WholePayloadTemplates.with(WholePayloadTemplates.titled(title, title), more);
    }

    private static void everywhere(
        Map<String, String> templates, String member, @Nullable String template) {
      if (template == null) return;
      for (String channel : List.of("web", "slack", "telegram")) {
        templates.put(channel + "." + member, template);
      }
    }
  }
}
