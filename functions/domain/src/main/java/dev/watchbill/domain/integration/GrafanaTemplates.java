package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.Map;

/**
 * Defaults of {@code grafana}: alerts of old dashboards ({@code ruleName}, {@code evalMatches}) and
 * single alerts of the newer kind ({@code labels}, {@code annotations}).
 */
final class GrafanaTemplates {

  private static final String TITLE =
      "{{ payload.get(\"title\", \"\") or payload.get(\"labels\", {}).get(\"alertname\", \"No title (check Web Title Template)\") }}";

  private static final String SHORT_TITLE =
      "{{ payload.get(\"ruleName\", \"\") or payload.get(\"labels\", {}).get(\"alertname\", \"Title undefined\") }}";

  private static final String IMAGE = "{{ payload.get(\"imageUrl\") }}";

  private static final String WEB =
      """
      {{ payload.get("message", "") }}
      {%- for match in payload.get("evalMatches", []) %}
      **{{ match.metric }}**: {{ match.value }}
      {%- endfor -%}
      {% if payload.status %}

      **Status**: {{ payload.status }}
      {%- endif -%}
      {% if "labels" in payload %}
      **Labels:** {% for key, value in payload.labels.items() %}
      *{{ key }}*: {{ value }}
      {%- endfor -%}
      {% endif -%}
      {% if "annotations" in payload %}
      **Annotations:**
      {%- for key, value in payload.annotations.items() %}
      *{{ key }}*:  {% if value.startswith("http") %}[here]({{ value }}){% else %}{{ value }} {% endif -%}
      {% endfor -%}
      {% endif %}

      """;

  private static final String SLACK =
      """
      {{ payload.get("message", "") -}}
      {% for match in payload.get("evalMatches", []) %}
      *{{ match.metric }}*: {{ match.value }}
      {% endfor -%}
      {% if payload.status -%}
      *Status*: {{ payload.status }}
      {% endif -%}
      {% if "labels" in payload -%}
      *Labels:* {{ "\\n" -}}
      {% for key, value in payload.labels.items() -%}
      {{ key }}: {{ value }}
      {% endfor -%}
      {% endif -%}
      {% if "annotations" in payload -%}
      *Annotations:*
      {%- for key, value in payload.annotations.items() %}
      {{ key }}:  {% if value.startswith("http") %}<{{ value }}|here> {% else %}{{ value }} {% endif -%}
      {% endfor -%}
      {% endif -%}
      """;

  private static final String TELEGRAM =
      """
      {% if payload.get("message") -%}
      {{ payload.message }}
      {% endif -%}
      {% for match in payload.get("evalMatches", []) %}
      <b>{{ match.metric }}:</b> {{ match.value }}
      {% endfor -%}
      {% if payload.status -%}
      <b>Status</b>: {{ payload.status }}
      {% endif -%}
      {% if "labels" in payload -%}
      <b>Labels:</b> {{ "\\n" -}}
      {% for key, value in payload.labels.items() -%}
      {{ key }}: {{ value }}
      {% endfor -%}
      {% endif -%}
      {% if "annotations" in payload -%}
      <b>Annotations:</b>
      {%- for key, value in payload.annotations.items() %}
      {{ key }}: {{ value }}
      {% endfor -%}
      {% endif -%}
      """;

  static final Map<String, String> TEMPLATES =
      Map.ofEntries(
          entry(
              "grouping_key",
              "{{ payload.get(\"ruleName\", \"\") or payload.get(\"labels\", {}).get(\"alertname\", \"No title (check Web Title Template)\") }}"),
          entry(
              "resolve_signal",
              "{{ payload.get(\"state\") == \"ok\" or payload.get(\"status\", \"\") == \"resolved\" }}"),
          entry("source_link", "{{ payload.get(\"ruleUrl\", \"\") or payload.generatorURL }}"),
          entry("web.title", TITLE),
          entry("web.message", WEB),
          entry("web.image_url", IMAGE),
          entry("slack.title", SlackTitle.of(TITLE)),
          entry("slack.message", SLACK),
          entry("slack.image_url", IMAGE),
          entry("telegram.title", SHORT_TITLE),
          entry("telegram.message", TELEGRAM),
          entry("telegram.image_url", IMAGE),
          entry("sms.title", SHORT_TITLE),
          entry("phone_call.title", SHORT_TITLE));

  private GrafanaTemplates() {}
}
