package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Defaults of the {@code legacy_*} types, whose payload is one alert with labels and annotations.
 */
final class LegacyAlertTemplates {

  private static final String ALERT_NAME =
      "{{ payload.get(\"labels\", {}).get(\"alertname\", \"No title (check Title Template)\") }}";

  /** {@code @} marks where Slack puts more air. */
  private static final String BODY =
      """
      {% set annotations = payload.annotations.copy() -%}
      {% set severity = payload.labels.severity | default("Unknown") -%}
      {% set status = payload.status | default("Unknown") -%}
      {% set severity_emoji = {"critical": ":rotating_light:", "warning": ":warning:"} -%}
      {% set status_emoji = {"firing": ":fire:", "resolved": ":white_check_mark:"} %}
      {% if "summary" in annotations -%}
      {{ annotations.pop("summary") }}
      {% endif -%}
      {% if "message" in annotations -%}
      {{ annotations.pop("message") }}
      {% endif %}
      @Severity: {{ severity }} {{ severity_emoji.get(severity, ":question:") }}
      Status: {{ status }} {{ status_emoji.get(status, ":warning:") }} (on the source)

      {% if "runbook_url" in annotations -%}
      {{ link(annotations.pop("runbook_url"), ":book: Runbook:link:") }}
      {%- if "runbook_url_internal" in annotations %}
      {% endif -%}
      {% endif -%}
      {% if "runbook_url_internal" in annotations -%}
      {{ link(annotations.pop("runbook_url_internal"), ":closed_book: Runbook (internal):link:") }}
      {%- endif %}

      :label: Labels:
      {% for key, value in payload.labels.items() -%}
      - {{ key }}: {{ value }}
      {% endfor %}
      {% if annotations -%}
      :pushpin: Other annotations:
      {% for key, value in annotations.items() -%}
      - {{ key }}: {{ value }}
      {% endfor -%}
      {% endif -%}
      """;

  private static final String RULE_NAME =
      "{{ payload.get(\"labels\", {}).get(\"alertname\", \"No title (check Web Title Template)\") }}";

  private static final String SHORT_RULE_NAME =
      "{{ payload.get(\"labels\", {}).get(\"alertname\", \"Title undefined\") }}";

  private static final String RULE_WEB =
      """
      {{ payload.message -}}
      {% if payload.status %}
      **Status**: {{ payload.status }}
      {% endif -%}
      **Labels:** {% for key, value in payload.labels.items() %}
      *{{ key }}*: {{ value }}
      {%- endfor %}
      **Annotations:**
      {%- for key, value in payload.get("annotations", {}).items() %}
      *{{ key }}*:  {% if value.startswith("http") %}[here]({{ value }}){% else %}{{ value }} {% endif -%}
      {% endfor -%}
      """;

  private static final String RULE_SLACK =
      """
      {{ payload.message -}}
      {% if payload.status -%}
      *Status*: {{ payload.status }}
      {% endif -%}
      *Labels:* {% for key, value in payload.labels.items() %}
      {{ key }}: {{ value }}
      {%- endfor %}
      *Annotations:*
      {%- for key, value in payload.get("annotations", {}).items() %}
      {{ key }}:  {% if value.startswith("http") %}<{{ value }}|here> {% else %}{{ value }} {% endif -%}
      {% endfor -%}
      """;

  private static final String RULE_TELEGRAM =
      """
      {% if payload.message -%}
      {{ payload.message }}
      {% endif -%}
      {% if payload.status -%}
      <b>Status</b>: {{ payload.status }}
      {% endif -%}
      <b>Labels:</b> {% for key, value in payload.labels.items() %}
      {{ key }}: {{ value }}
      {%- endfor %}
      <b>Annotations:</b>
      {%- for key, value in payload.get("annotations", {}).items() %}
      {{ key }}: {{ value }}
      {% endfor -%}
      """;

  static final Map<String, String> ALERTMANAGER =
      Map.ofEntries(
          entry("grouping_key", "{{ payload.labels }}"),
          entry("resolve_signal", "{{ payload.status == \"resolved\" }}"),
          entry("source_link", "{{ payload.generatorURL }}"),
          entry("web.title", ALERT_NAME),
          entry("web.message", LinkMacro.WEB + BODY.replace("@", "")),
          entry("slack.title", SlackTitle.of(ALERT_NAME)),
          entry("slack.message", LinkMacro.SLACK + BODY.replace("@", "\n\n")),
          entry("telegram.title", ALERT_NAME),
          entry("telegram.message", LinkMacro.TELEGRAM + BODY.replace("@", "")),
          entry("sms.title", ALERT_NAME),
          entry("phone_call.title", ALERT_NAME));

  static final Map<String, String> GRAFANA_ALERTING =
      Map.ofEntries(
          entry("grouping_key", RULE_NAME),
          entry("resolve_signal", "{{ payload.get(\"status\", \"\") == \"resolved\" }}"),
          entry("source_link", "{{ payload.generatorURL }}"),
          entry("web.title", RULE_NAME),
          entry("web.message", RULE_WEB),
          entry("slack.title", SlackTitle.of(RULE_NAME)),
          entry("slack.message", RULE_SLACK),
          entry("telegram.title", SHORT_RULE_NAME),
          entry("telegram.message", RULE_TELEGRAM),
          entry("sms.title", SHORT_RULE_NAME),
          entry("phone_call.title", SHORT_RULE_NAME));

  private LegacyAlertTemplates() {}
}
