package dev.watchbill.domain.integration;

import java.util.Map;

final class PagingTemplates {
  static final Map<String, String> TEMPLATES = Map.of();

  private PagingTemplates() {}
}
