package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Defaults of the types the hosted product has beyond the open ones: only prose about them is
 * published (spec oncall-behaviour §2), so these follow the bodies the named tools send. A field
 * that is missing leaves an empty text, never an error.
 */
final class HostedTemplates {

  /** The message inside the envelope: a CloudWatch alarm, or {@code message} for plain text. */
  static final Map<String, String> AMAZON_SNS =
      new Source("{{ payload.get(\"AlarmName\", \"\") }}", or("AlarmName", "Alert"))
          .resolvedWhen("{{ payload.get(\"NewStateValue\", \"\") == \"OK\" }}")
          .says(
              """
              {% if payload.get("AlarmName") -%}
              State: {{ payload.get("NewStateValue", "") }}
              Region: {{ payload.get("Region", "") }}
              {{ payload.get("AlarmDescription") or "" }}
              {{ payload.get("NewStateReason", "") }}
              {%- else -%}
              {{ payload.get("message", "") }}
              {%- endif %}
              """)
          .templates();

  /** Groups by application and node; ends when the violation ends or is cancelled. */
  static final Map<String, String> APPDYNAMICS =
      new Source(
              """
              {% if payload.get("application") or payload.get("node") -%}
              {{ payload.get("application", "") }} {{ payload.get("node", "") }}
              {%- endif %}""",
              or("title", "AppDynamics event"))
          .resolvedWhen(
              """
              {{ payload.get("eventType", "").startswith("POLICY_CLOSE") \
              or payload.get("eventType", "").startswith("POLICY_CANCELED") }}""")
          .at("{{ payload.get(\"url\", \"\") }}")
          .templates();

  static final Map<String, String> CURLER = WholePayloadTemplates.WEBHOOK;

  static final Map<String, String> DATADOG =
      new Source(
              "{{ payload.get(\"alert_id\") or payload.get(\"aggreg_key\") or \"\" }}",
              or("title", "Datadog event"))
          .resolvedWhen("{{ payload.get(\"alert_transition\", \"\") == \"Recovered\" }}")
          .says("{{ payload.get(\"body\", \"\") }}")
          .at("{{ payload.get(\"link\", \"\") }}")
          .templates();

  static final Map<String, String> FABRIC =
      new Source(in("payload", "display_id"), in("payload", "title", "Crash report"))
          .at(in("payload", "url"))
          .templates();

  /** Groups by issue key; in progress acknowledges, closed or deleted resolves. */
  static final Map<String, String> JIRA =
      new Source(
              in("issue", "key"),
              """
              {% set issue = payload.get("issue", {}) -%}
              {{ issue.get("key", "") }} {{ issue.get("fields", {}).get("summary", "") }}""")
          .acknowledgedWhen(
              """
              {% set status = payload.get("issue", {}).get("fields", {}).get("status", {}) -%}
              {{ status.get("name", "") | lower in ["work in progress", "in progress"] }}""")
          .resolvedWhen(
              """
              {% set status = payload.get("issue", {}).get("fields", {}).get("status", {}) -%}
              {{ status.get("name", "") | lower in ["closed", "done", "resolved"] \
              or payload.get("webhookEvent", "") == "jira:issue_deleted" }}""")
          .at(in("issue", "self"))
          .templates();

  static final Map<String, String> NEWRELIC =
      new Source(
              "{{ payload.get(\"incident_id\", \"\") }}",
              or("condition_name", "New Relic incident"))
          .acknowledgedWhen(
              "{{ payload.get(\"current_state\", \"\") | lower == \"acknowledged\" }}")
          .resolvedWhen("{{ payload.get(\"current_state\", \"\") | lower == \"closed\" }}")
          .says("{{ payload.get(\"details\", \"\") }}")
          .at("{{ payload.get(\"incident_url\", \"\") }}")
          .templates();

  static final Map<String, String> PAGERDUTY =
      new Source(
              "{{ payload.get(\"event\", {}).get(\"data\", {}).get(\"id\", \"\") }}",
              "{{ payload.get(\"event\", {}).get(\"data\", {}).get(\"title\", \"PagerDuty event\") }}")
          .acknowledgedWhen(
              "{{ payload.get(\"event\", {}).get(\"event_type\", \"\") == \"incident.acknowledged\" }}")
          .resolvedWhen(
              "{{ payload.get(\"event\", {}).get(\"event_type\", \"\") == \"incident.resolved\" }}")
          .at("{{ payload.get(\"event\", {}).get(\"data\", {}).get(\"html_url\", \"\") }}")
          .templates();

  static final Map<String, String> PINGDOM =
      new Source("{{ payload.get(\"check_id\", \"\") }}", or("check_name", "Pingdom check"))
          .resolvedWhen("{{ payload.get(\"current_state\", \"\") | upper == \"UP\" }}")
          .says("{{ payload.get(\"long_description\", \"\") }}")
          .templates();

  static final Map<String, String> PRTG = FormattedTemplates.ZABBIX;

  static final Map<String, String> SENTRY =
      new Source(
              """
              {{ payload.get("data", {}).get("issue", {}).get("id") \
              or payload.get("id") or "" }}""",
              """
              {{ payload.get("data", {}).get("issue", {}).get("title") \
              or payload.get("message") or "Sentry issue" }}""")
          .resolvedWhen("{{ payload.get(\"action\", \"\") == \"resolved\" }}")
          .at("{{ payload.get(\"url\", \"\") }}")
          .templates();

  static final Map<String, String> SERVICENOW =
      new Source(
              "{{ payload.get(\"number\", \"\") }}", or("short_description", "ServiceNow record"))
          .resolvedWhen(
              "{{ payload.get(\"state\", \"\") | string | lower in"
                  + " [\"resolved\", \"closed\", \"6\", \"7\"] }}")
          .says("{{ payload.get(\"description\", \"\") }}")
          .at("{{ payload.get(\"link\", \"\") }}")
          .templates();

  static final Map<String, String> STACKDRIVER =
      new Source(
              in("incident", "incident_id"), in("incident", "policy_name", "Google Cloud incident"))
          .resolvedWhen(
              "{{ payload.get(\"incident\", {}).get(\"state\", \"\") | lower == \"closed\" }}")
          .says(in("incident", "summary"))
          .at(in("incident", "url"))
          .templates();

  static final Map<String, String> UPTIMEROBOT =
      new Source("{{ payload.get(\"monitorID\", \"\") }}", or("monitorFriendlyName", "Monitor"))
          .resolvedWhen("{{ payload.get(\"alertType\", \"\") | string == \"2\" }}")
          .says("{{ payload.get(\"alertDetails\", \"\") }}")
          .at("{{ payload.get(\"monitorURL\", \"\") }}")
          .templates();

  /** Groups by ticket; pending acknowledges, solved resolves. */
  static final Map<String, String> ZENDESK =
      new Source(in("ticket", "id"), in("ticket", "title", "Zendesk ticket"))
          .acknowledgedWhen(
              "{{ payload.get(\"ticket\", {}).get(\"status\", \"\") | lower == \"pending\" }}")
          .resolvedWhen(
              "{{ payload.get(\"ticket\", {}).get(\"status\", \"\") | lower == \"solved\" }}")
          .at(in("ticket", "url"))
          .templates();

  private HostedTemplates() {}

  private static String or(String field, String otherwise) {
    return "{{ payload.get(\"" + field + "\") or \"" + otherwise + "\" }}";
  }

  private static String in(String object, String field) {
    return in(object, field, "");
  }

  private static String in(String object, String field, String otherwise) {
    return "{{ payload.get(\"%s\", {}).get(\"%s\", \"%s\") }}".formatted(object, field, otherwise);
  }

  /** What is known about one tool's bodies; without a message the whole body is shown. */
  private record Source(
      String key,
      String title,
      @Nullable String resolve,
      @Nullable String acknowledge,
      @Nullable String message,
      @Nullable String link) {

    Source(String key, String title) {
      this(key, title, null, null, null, null);
    }

    Source resolvedWhen(String template) {
      return new Source(key, title, template, acknowledge, message, link);
    }

    Source acknowledgedWhen(String template) {
      return new Source(key, title, resolve, template, message, link);
    }

    Source says(String template) {
      return new Source(key, title, resolve, acknowledge, template, link);
    }

    Source at(String template) {
      return new Source(key, title, resolve, acknowledge, message, template);
    }

    Map<String, String> templates() {
      Map<String, String> more = new HashMap<>();
      more.put("grouping_key", key);
      if (resolve != null) {
        more.put("resolve_signal", resolve);
      }
      if (acknowledge != null) {
        more.put("acknowledge_signal", acknowledge);
      }
      if (link != null) {
        more.put("source_link", link);
      }
      if (message != null) {
        more.putAll(
            Map.ofEntries(
                entry("web.message", message),
                entry("slack.message", message),
                entry("telegram.message", message)));
      }
      return WholePayloadTemplates.with(WholePayloadTemplates.titled(title, title), more);
    }
  }
}
