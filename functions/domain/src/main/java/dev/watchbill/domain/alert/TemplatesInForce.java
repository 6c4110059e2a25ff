package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.IntegrationType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The integration's own templates over those of its type; an empty one counts as absent. */
record TemplatesInForce(IntegrationType type, Map<String, String> overrides) {

  @Nullable String get(String key) {
    String own = overrides.get(key);
    return own == null || own.isEmpty() ? type.defaultTemplate(key) : own;
  }
}
