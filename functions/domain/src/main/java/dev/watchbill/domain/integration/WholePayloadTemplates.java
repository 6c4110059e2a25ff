package dev.watchbill.domain.integration;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Defaults of types that promise nothing about their body: the whole of it is shown. */
final class WholePayloadTemplates {

  private static final String INCIDENT = "Incident";
  private static final String STATE_IS_OK = "{{ payload.get(\"state\", \"\").upper() == \"OK\" }}";
  private static final String ALERT_UID = "{{ payload.get(\"alert_uid\", \"\") }}";
  private static final String ID =
      "{{ payload.get(\"id\", \"Title undefined (check Web Title Template)\") }}";

  /** A heartbeat groups with its end, everything else only with its equal. */
  private static final String UID_OR_ALL =
      """
      {% if "is_oncall_heartbeat" in payload %}{{ payload.alert_uid }}{% else %}{{ payload }}
      {% endif %}""";

  private static final Map<String, String> MESSAGES =
      Map.of(
          "web.message", "```\n{{ payload|tojson_pretty }}\n```\n",
          "slack.message", "```{{ payload|tojson_pretty }}```",
          "telegram.message", "<code>{{ payload|tojson_pretty }}</code>");

  static final Map<String, String> WEBHOOK =
      with(
          titled(INCIDENT, INCIDENT),
          Map.of(
              "grouping_key", UID_OR_ALL,
              "resolve_signal", STATE_IS_OK,
              "source_link", "{{ payload.url }}"));

  static final Map<String, String> ELASTALERT =
      with(
          titled(INCIDENT, INCIDENT),
          Map.of("grouping_key", ALERT_UID, "resolve_signal", STATE_IS_OK));

  static final Map<String, String> KAPACITOR =
      with(
          titled(ID, ID.replace("Web", "Slack")),
          Map.of(
              "grouping_key", "{{ payload.get(\"id\", \"\") }}",
              "resolve_signal", "{{ payload.get(\"level\", \"\").startswith(\"OK\") }}"));

  private WholePayloadTemplates() {}

  /** Titles around the whole payload; no grouping, no signals. */
  static Map<String, String> titled(String title, String slackTitle) {
    return with(
        MESSAGES,
        Map.ofEntries(
            entry("web.title", title),
            entry("slack.title", SlackTitle.of(slackTitle)),
            entry("telegram.title", title),
            entry("sms.title", title),
            entry("phone_call.title", title)));
  }

  static Map<String, String> with(Map<String, String> base, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(base);
    all.putAll(more);
    return Collections.unmodifiableMap(all);
  }
}
