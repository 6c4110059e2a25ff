package dev.watchbill.domain.integration;

import java.util.Map;

final class HostedTemplates {
  static final Map<String, String> AMAZON_SNS = Map.of();
  static final Map<String, String> APPDYNAMICS = Map.of();
  static final Map<String, String> CURLER = Map.of();
  static final Map<String, String> DATADOG = Map.of();
  static final Map<String, String> FABRIC = Map.of();
  static final Map<String, String> JIRA = Map.of();
  static final Map<String, String> NEWRELIC = Map.of();
  static final Map<String, String> PAGERDUTY = Map.of();
  static final Map<String, String> PINGDOM = Map.of();
  static final Map<String, String> PRTG = Map.of();
  static final Map<String, String> SENTRY = Map.of();
  static final Map<String, String> SERVICENOW = Map.of();
  static final Map<String, String> STACKDRIVER = Map.of();
  static final Map<String, String> UPTIMEROBOT = Map.of();
  static final Map<String, String> ZENDESK = Map.of();

  private HostedTemplates() {}
}
