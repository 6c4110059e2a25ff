package dev.watchbill.domain.integration;

import java.util.Map;

final class FormattedTemplates {
  static final Map<String, String> FORMATTED_WEBHOOK = Map.of();
  static final Map<String, String> ZABBIX = Map.of();
  static final Map<String, String> INBOUND_EMAIL = Map.of();
  static final Map<String, String> MAINTENANCE = Map.of();

  private FormattedTemplates() {}
}
