package dev.watchbill.domain.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a rule a recording rule: its result is written as a metric instead of raising alerts.
 *
 * @param from refId of the query that is written
 */
public record RecordingTarget(String metric, String from, String targetDatasourceUid) {

  /** Whether Prometheus takes it as the name of a metric. */
  boolean metricIsValid() {
    return !metric.isEmpty()
        && !(metric.charAt(0) >= '0' && metric.charAt(0) <= '9')
        && metric.chars().allMatch(RecordingTarget::ofAName);
  }

  private static boolean ofAName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == ':';
  }

  public Map<String, @Nullable Object> toPlain() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("metric", metric);
    plain.put("from", from);
    if (!targetDatasourceUid.isEmpty()) {
      plain.put("target_datasource_uid", targetDatasourceUid);
    }
    return plain;
  }
}
