package dev.watchbill.domain.integration;

import java.util.Map;

final class WholePayloadTemplates {
  static final Map<String, String> WEBHOOK = Map.of();
  static final Map<String, String> ELASTALERT = Map.of();
  static final Map<String, String> KAPACITOR = Map.of();

  private WholePayloadTemplates() {}
}
