package dev.watchbill.domain.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One query or expression of a rule (spec grafana-alerting §2.3).
 *
 * @param refId what others call it; unique in the rule
 * @param from seconds before the evaluation at which the range starts
 * @param to seconds before it at which the range ends
 * @param model what the data source is given, as it was sent apart from two defaults
 */
public record AlertQuery(
    String refId,
    String queryType,
    long from,
    long to,
    String datasourceUid,
    Map<String, @Nullable Object> model) {

  private static final long MOST_DATA_POINTS = 43_200;
  private static final long INTERVAL_MILLIS = 1_000;

  /** Whether it is worked out here instead of being asked of a data source. */
  public boolean expression() {
    return datasourceUid.equals("__expr__") || datasourceUid.equals("-100");
  }

  /** The model as it is stored: these two keys are always there, and no other is added. */
  static Map<String, @Nullable Object> withDefaults(Map<String, @Nullable Object> sent) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>(sent);
    putUnlessNumber(model, "maxDataPoints", MOST_DATA_POINTS);
    putUnlessNumber(model, "intervalMs", INTERVAL_MILLIS);
    return Collections.unmodifiableMap(model);
  }

  private static void putUnlessNumber(
      Map<String, @Nullable Object> model, String key, long otherwise) {
    boolean number = model.get(key) instanceof Number value && value.doubleValue() != 0;
    if (!number) {
      model.put(key, otherwise);
    }
  }

  public Map<String, @Nullable Object> toPlain() {
    Map<String, @Nullable Object> range = new LinkedHashMap<>();
    range.put("from", from);
    range.put("to", to);
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("refId", refId);
    plain.put("queryType", queryType);
    plain.put("relativeTimeRange", range);
    plain.put("datasourceUid", datasourceUid);
    plain.put("model", model);
    return plain;
  }
}
