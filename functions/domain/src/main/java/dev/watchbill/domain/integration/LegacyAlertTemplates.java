package dev.watchbill.domain.integration;

import java.util.Map;

final class LegacyAlertTemplates {
  static final Map<String, String> ALERTMANAGER = Map.of();
  static final Map<String, String> GRAFANA_ALERTING = Map.of();

  private LegacyAlertTemplates() {}
}
