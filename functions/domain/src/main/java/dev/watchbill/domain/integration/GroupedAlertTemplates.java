package dev.watchbill.domain.integration;

import java.util.Map;

/**
 * Defaults of {@code alertmanager} and {@code grafana_alerting}: one alert is a group of alerts.
 */
final class GroupedAlertTemplates {

  static final Map<String, String> TEMPLATES = Map.of();

  private GroupedAlertTemplates() {}
}
