package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Defaults of {@code alertmanager} and {@code grafana_alerting}, whose payload is one notification
 * about a group of alerts (spec oncall-behaviour §2.1). Bodies of the older form, one alert with
 * its own {@code labels}, still read well.
 */
final class GroupedAlertTemplates {

  private static final String TITLE =
      """
      {% set labels = payload.get("groupLabels", {}).copy() -%}
      {% if "labels" in payload -%}
        {% set name = payload.labels.get("alertname", "") -%}
      {% else -%}
        {% set name = labels.pop("alertname", "") -%}
      {% endif -%}
      {{ name }} {% if labels %}({{ labels.values() | join(", ") }}){% endif -%}
      """;

  private static final String BODY =
      """
      {% set group_labels = payload.get("groupLabels", {}) -%}
      {% set common_labels = payload.get("commonLabels", {}) -%}
      {% set annotations = payload.get("commonAnnotations", {}).copy() -%}
      {% set legacy_labels = payload.get("labels", {}) -%}
      {% set legacy_annotations = payload.get("annotations", {}) -%}
      {% set status = payload.get("status", "Unknown") -%}
      {% set severity_emoji = {"critical": ":rotating_light:", "warning": ":warning:"} -%}
      {% set status_emoji = {"firing": ":fire:", "resolved": ":white_check_mark:"} -%}
      {% macro section(name, entries) -%}
      {{ name }}:
      {% for key, value in entries.items() -%}
      - {{ key }}: {{ value }}
      {% endfor %}
      {% endmacro -%}
      {% if group_labels.severity -%}
      Severity: {{ group_labels.severity }} {{ severity_emoji.get(group_labels.severity, ":question:") }}
      {% endif -%}
      Status: {{ status }} {{ status_emoji.get(status, ":warning:") }} (on the source)
      {% if status == "firing" and payload.numFiring -%}
      Firing alerts – {{ payload.numFiring }}
      Resolved alerts – {{ payload.numResolved }}
      {% endif -%}
      {% if "runbook_url" in annotations -%}
      {{ link(annotations.pop("runbook_url"), ":book: Runbook:link:") }}
      {% endif -%}
      {% if "runbook_url_internal" in annotations -%}
      {{ link(annotations.pop("runbook_url_internal"), ":closed_book: Runbook (internal):link:") }}
      {% endif -%}
      {% if group_labels | length > 0 %}
      {{ section("GroupLabels", group_labels) -}}
      {% endif -%}
      {% if common_labels | length > 0 -%}
      {{ section("CommonLabels", common_labels) -}}
      {% endif -%}
      {% if annotations | length > 0 -%}
      {{ section("Annotations", annotations) -}}
      {% endif -%}
      {% if legacy_labels | length > 0 -%}
      {{ section("Labels", legacy_labels) -}}
      {% endif -%}
      {% if legacy_annotations | length > 0 -%}
      {{ section("Annotations", legacy_annotations) -}}
      {% endif -%}
      """;

  private static final String VIEW =
      """
      {{ link(source_link, "View in AlertManager") }}
      """;

  static final Map<String, String> TEMPLATES =
      Map.ofEntries(
          entry("grouping_key", "{{ payload.groupKey }}"),
          entry("resolve_signal", "{{ payload.status == \"resolved\" }}"),
          entry("source_link", "{{ payload.alerts[0].generatorURL }}"),
          entry("web.title", TITLE),
          entry("web.message", LinkMacro.WEB + BODY + VIEW),
          entry("slack.title", SlackTitle.ofWebTitle()),
          entry("slack.message", LinkMacro.SLACK + BODY),
          entry("telegram.title", TITLE),
          entry("telegram.message", LinkMacro.TELEGRAM + BODY + VIEW),
          entry("sms.title", TITLE),
          entry(
              "phone_call.title", "{{ payload.get(\"groupLabels\", {}).values() |join(\", \") }}"));

  private GroupedAlertTemplates() {}
}
