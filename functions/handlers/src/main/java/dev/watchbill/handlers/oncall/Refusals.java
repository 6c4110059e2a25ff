package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.WholeSeconds;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refusals in the words of this dialect (spec oncall-api §1.8). */
public final class Refusals {

  public static Response of(Problem problem) {
    return switch (problem) {
      case Problem.Invalid invalid -> Response.json(400, invalid.fields());
      case Problem.Refused refused -> detail(400, refused.detail());
      case Problem.Bare bare -> Response.json(400, bare.text());
      case Problem.Listed listed -> Response.json(400, List.of(listed.text()));
      case Problem.NotFound _ -> detail(404, "Not found.");
      case Problem.Forbidden forbidden -> detail(403, forbidden.detail());
      case Problem.Conflict conflict -> detail(409, conflict.detail());
      case Problem.MethodNotAllowed wrong ->
          detail(405, "Method \"" + wrong.method() + "\" not allowed.")
              .header("allow", wrong.allow());
      case Problem.NotAcceptable _ -> detail(406, "Could not satisfy the request Accept header.");
      case Problem.UnsupportedMediaType wrong ->
          detail(415, "Unsupported media type \"" + wrong.type() + "\" in request.");
      case Problem.TooLarge large -> detail(413, large.detail());
      case Problem.Throttled throttled -> {
        long seconds = Math.max(1, WholeSeconds.covering(throttled.retryAfter()));
        yield detail(
                429,
                "Request was throttled. Expected available in "
                    + seconds
                    + (seconds == 1 ? " second." : " seconds."))
            .header("retry-after", Long.toString(seconds))
            .header("ratelimit-reset", Long.toString(seconds));
      }
    };
  }

  private static Response detail(int status, @Nullable String detail) {
    return Response.json(status, java.util.Collections.singletonMap("detail", detail));
  }

  static Map<String, Object> nonField(String message) {
    return Map.of("non_field_errors", List.of(message));
  }

  private Refusals() {}
}
