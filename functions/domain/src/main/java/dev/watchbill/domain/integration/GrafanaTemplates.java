package dev.watchbill.domain.integration;

import java.util.Map;

final class GrafanaTemplates {
  static final Map<String, String> TEMPLATES = Map.of();

  private GrafanaTemplates() {}
}
