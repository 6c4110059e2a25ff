package dev.watchbill.domain.integration;

import static dev.watchbill.domain.integration.PlainValues.object;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One body of each type, as its sender would post it; demo alerts are made of them. */
final class ExamplePayloads {

  private static final String DEMO = "This alert was sent by user for demonstration purposes";

  private ExamplePayloads() {}

  static @Nullable Object of(IntegrationType type) {
    return switch (type) {
      case ALERTMANAGER -> group("production", "canary");
      case GRAFANA_ALERTING -> group("production", "canary", "staging");
      case GRAFANA_DASHBOARD, LEGACY_ALERTMANAGER, LEGACY_GRAFANA_ALERTING -> singleAlerts();
      case WEBHOOK, ELASTALERT, CURLER -> object("message", DEMO);
      case FORMATTED_WEBHOOK, ZABBIX, PRTG -> formatted();
      case KAPACITOR -> object("id", "TestAlert", "message", DEMO, "data", "{foo: bar}");
      case INBOUND_EMAIL ->
          object(
              "subject", "Test email subject",
              "message", "Test email message",
              "sender", "sender@example.com");
      case MANUAL, DIRECT_PAGING, MAINTENANCE -> null;
      case AMAZON_SNS ->
          object(
              "AlarmName", "TestAlarm",
              "AlarmDescription", DEMO,
              "NewStateValue", "ALARM",
              "NewStateReason", "Threshold crossed",
              "Region", "Europe (Ireland)");
      case APPDYNAMICS ->
          object(
              "application", "shop",
              "node", "node-1",
              "eventType", "POLICY_OPEN_CRITICAL",
              "title", DEMO);
      case DATADOG ->
          object(
              "alert_id", "1", "alert_transition", "Triggered", "title", "TestAlert", "body", DEMO);
      case FABRIC -> object("payload", object("display_id", 1L, "title", DEMO));
      case JIRA ->
          object(
              "webhookEvent",
              "jira:issue_created",
              "issue",
              object(
                  "key",
                  "DEMO-1",
                  "fields",
                  object("summary", DEMO, "status", object("name", "To Do"))));
      case NEWRELIC ->
          object(
              "incident_id",
              1L,
              "condition_name",
              "TestAlert",
              "current_state",
              "open",
              "details",
              DEMO);
      case PAGERDUTY ->
          object(
              "event",
              object(
                  "event_type",
                  "incident.triggered",
                  "data",
                  object("id", "DEMO1", "title", DEMO)));
      case PINGDOM ->
          object(
              "check_id",
              1L,
              "check_name",
              "TestCheck",
              "current_state",
              "DOWN",
              "long_description",
              DEMO);
      case SENTRY ->
          object("action", "created", "data", object("issue", object("id", "1", "title", DEMO)));
      case SERVICENOW -> object("number", "INC0000001", "short_description", DEMO, "state", "New");
      case STACKDRIVER ->
          object(
              "incident",
              object(
                  "incident_id", "1",
                  "policy_name", "TestAlert",
                  "state", "open",
                  "summary", DEMO));
      case UPTIMEROBOT ->
          object(
              "monitorID", "1",
              "monitorFriendlyName", "TestMonitor",
              "alertType", "1",
              "alertDetails", DEMO);
      case ZENDESK -> object("ticket", object("id", 1L, "title", DEMO, "status", "New"));
    };
  }

  private static Map<String, @Nullable Object> formatted() {
    return object(
        "alert_uid", "08d6891a-835c-e661-39fa-96b6a9e26552",
        "title", "TestAlert: The whole system is down",
        "image_url", null,
        "state", "alerting",
        "link_to_upstream_details", "https://en.wikipedia.org/wiki/Downtime",
        "message", DEMO);
  }

  private static Map<String, @Nullable Object> group(String... stages) {
    List<Map<String, @Nullable Object>> alerts =
        IntStream.range(0, stages.length)
            .mapToObj(i -> instanceDown("localhost:808" + (i + 1), stages[i]))
            .toList();
    return object(
        "alerts",
        alerts,
        "status",
        "firing",
        "version",
        "4",
        "groupKey",
        "{}:{alertname=\"InstanceDown\"}",
        "receiver",
        "combo",
        "numFiring",
        (long) alerts.size(),
        "externalURL",
        "",
        "groupLabels",
        object("alertname", "InstanceDown"),
        "numResolved",
        0L,
        "commonLabels",
        object("job", "node", "severity", "critical", "alertname", "InstanceDown"),
        "truncatedAlerts",
        0L,
        "commonAnnotations",
        object());
  }

  private static Map<String, @Nullable Object> instanceDown(String instance, String stage) {
    return object(
        "endsAt", "0001-01-01T00:00:00Z",
        "labels",
            object(
                "job", "node",
                "group", stage,
                "instance", instance,
                "severity", "critical",
                "alertname", "InstanceDown"),
        "status", "firing",
        "startsAt", "2023-06-12T08:24:38.326Z",
        "annotations",
            object(
                "title", "Instance " + instance + " down",
                "description", instance + " of job node has been down for more than 1 minute."),
        "generatorURL", "");
  }

  private static Map<String, @Nullable Object> singleAlerts() {
    return object(
        "receiver", "demo",
        "status", "firing",
        "alerts",
            List.of(
                object(
                    "status", "firing",
                    "labels",
                        object("alertname", "TestAlert", "region", "eu-1", "severity", "critical"),
                    "annotations", object("description", DEMO),
                    "startsAt", "2018-12-25T15:47:47.377363608Z",
                    "endsAt", "0001-01-01T00:00:00Z",
                    "generatorURL", "")),
        "groupLabels", object(),
        "commonLabels", object(),
        "commonAnnotations", object(),
        "externalURL", "",
        "version", "4",
        "groupKey", "{}:{}");
  }
}
