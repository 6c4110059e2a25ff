package dev.watchbill.handlers.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one log: a JSON line on standard output, where Lambda collects it. Messages are fixed words
 * and ids, never payloads, headers, tokens or an exception's own text, which may quote any of them.
 */
public final class Log {

  /** Something that a person must look at: where it happened, not with which values. */
  public static void error(String what, String requestId, Throwable failure) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("level", "ERROR");
    line.put("what", what);
    line.put("request", requestId);
    line.put("exception", failure.getClass().getName());
    StackTraceElement[] trace = failure.getStackTrace();
    if (trace.length > 0) line.put("at", trace[0].toString());
    for (StackTraceElement place : trace) {
      if (place.getClassName().startsWith("dev.watchbill")) {
        line.put("in", place.toString());
        break;
      }
    }
    Throwable cause = failure.getCause();
    if (cause != null) line.put("cause", cause.getClass().getName());
    write(line);
  }

  /** The same without an exception. */
  public static void error(String what, String requestId) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("level", "ERROR");
    line.put("what", what);
    line.put("request", requestId);
    write(line);
  }

  /**
   * A row of the table that is damaged.
   *
   * @param key ids and digests, nothing that people wrote
   * @param what places in the row, or the kind of failure
   */
  public static void damaged(String key, String what) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("level", "ERROR");
    line.put("what", "a damaged row");
    line.put("row", key);
    line.put("damage", what);
    write(line);
  }

  /** A CloudWatch metric in embedded metric format: no call, no cost beyond the line. */
  public static void metric(String name, long value, long epochMillis) {
    Map<String, @Nullable Object> definition =
        Map.of(
            "Namespace",
            "Watchbill",
            "Dimensions",
            java.util.List.of(java.util.List.of()),
            "Metrics",
            java.util.List.of(Map.of("Name", name, "Unit", "Count")));
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put(
        "_aws",
        Map.of("Timestamp", epochMillis, "CloudWatchMetrics", java.util.List.of(definition)));
    line.put(name, value);
    write(line);
  }

  private static void write(Map<String, @Nullable Object> line) {
    System.out.println(Json.write(line));
  }

  private Log() {}
}
