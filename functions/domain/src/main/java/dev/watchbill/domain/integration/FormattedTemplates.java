package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.Map;

/** Defaults of types whose body names its own title, message and image. */
final class FormattedTemplates {

  private static final String STATE_IS_OK = "{{ payload.get(\"state\", \"\").upper() == \"OK\" }}";
  private static final String ALERT_UID = "{{ payload.get(\"alert_uid\", \"\") }}";
  private static final String DETAILS = "{{ payload.link_to_upstream_details }}";

  static final Map<String, String> FORMATTED_WEBHOOK =
      WholePayloadTemplates.with(
          shown(
              field("title", "Check Web"),
              field("title", "Check Slack"),
              "{{ payload.message }}",
              "{{ payload.image_url }}"),
          Map.of("grouping_key", ALERT_UID, "resolve_signal", STATE_IS_OK, "source_link", DETAILS));

  static final Map<String, String> ZABBIX =
      WholePayloadTemplates.with(
          shown(
              field("title", "check Web"),
              field("title", "check Slack"),
              "{{ payload.get(\"message\", \"\") }}",
              "{{ payload.get(\"image_url\", \"\") }}"),
          Map.of("grouping_key", ALERT_UID, "resolve_signal", STATE_IS_OK, "source_link", DETAILS));

  static final Map<String, String> INBOUND_EMAIL =
      WholePayloadTemplates.with(
          shown(
              field("subject", "check Web"),
              field("subject", "check Slack"),
              "{{ payload.message }}",
              "{{ payload.image_url }}"),
          Map.of(
              "grouping_key", "{{ payload.get(\"subject\", \"\").upper() }}",
              "resolve_signal", "{{ payload.get(\"message\", \"\").upper() == \"OK\" }}"));

  static final Map<String, String> MAINTENANCE =
      shown(
          "{{ payload.get(\"title\", \"Maintenance\") }}",
          "{{ payload.get(\"title\", \"Maintenance\") }}",
          "{{ payload.message }}",
          "{{ payload.image_url }}");

  private FormattedTemplates() {}

  private static String field(String name, String advice) {
    return "{{ payload.get(\""
        + name
        + "\", \"Title undefined ("
        + advice
        + " Title Template)\") }}";
  }

  private static Map<String, String> shown(
      String title, String slackTitle, String message, String image) {
    return Map.ofEntries(
        entry("web.title", title),
        entry("web.message", message),
        entry("web.image_url", image),
        entry("slack.title", SlackTitle.of(slackTitle)),
        entry("slack.message", message),
        entry("slack.image_url", image),
        entry("telegram.title", title),
        entry("telegram.message", message),
        entry("telegram.image_url", image),
        entry("sms.title", title),
        entry("phone_call.title", title));
  }
}
