package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.Saved;
import dev.watchbill.handlers.http.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refusals in the words of this dialect (spec grafana-alerting §1.4). Every body is the union of
 * the three shapes that clients know.
 */
public final class Errors {

  /** Malformed JSON, or a value of another type than the field has. */
  public static final String BAD_DATA = "bad request data";

  /** A plain error. A conflict always has an id and its status, since clients require both. */
  public static Response plain(int status, String message) {
    return status == 409
        ? known(status, "conflict", message)
        : Response.json(status, body(message));
  }

  /** An error with an id that does not change from release to release. */
  public static Response known(int status, String id, String message) {
    return known(status, id, message, Map.of());
  }

  public static Response known(
      int status, String id, String message, Map<String, ? extends @Nullable Object> extra) {
    Map<String, @Nullable Object> body = body(message);
    body.put("messageId", id);
    body.put("statusCode", status);
    body.put("extra", extra.isEmpty() ? null : extra);
    return Response.json(status, body);
  }

  public static Response badData() {
    return plain(400, BAD_DATA);
  }

  public static Response notFound() {
    return plain(404, "Not found");
  }

  public static Response quota() {
    return plain(403, "Quota reached");
  }

  public static Response tooLarge(Saved.TooLarge large) {
    return plain(400, "All of it together takes more than " + large.limitBytes() + " bytes");
  }

  /** Too many requests of one caller in a minute. */
  static Response throttled(Duration retryAfter) {
    long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
    return known(
            429,
            "requests.throttled",
            "Too many requests, expected available in " + seconds + " seconds")
        .header("retry-after", Long.toString(seconds));
  }

  /** Every try lost its race. */
  public static Response contended() {
    return known(
        409,
        "alerting.notifications.conflict",
        "Somebody else is changing this at the same time; try again");
  }

  /** 403 with an id by which the request can be found in the log. */
  public static Response denied(String requestId, Permission needed) {
    Map<String, @Nullable Object> body =
        body(
            "You'll need additional permissions to perform this action. Permissions needed: "
                + needed.action());
    String digits = Long.toString(Math.floorMod(requestId.hashCode() * 2_654_435_761L, TEN_DIGITS));
    body.put("accessErrorId", "ACE" + "0".repeat(10 - digits.length()) + digits);
    body.put("title", "Access denied");
    return Response.json(403, body);
  }

  private static final long TEN_DIGITS = 10_000_000_000L;

  private static Map<String, @Nullable Object> body(String message) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("msg", message);
    body.put("traceID", "");
    return body;
  }

  private Errors() {}
}
