package dev.watchbill.handlers.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param body null = no body and no Content-Type
 */
public record Response(int status, Map<String, String> headers, @Nullable String body) {
  private static final String CACHE = "cache-control";

  public static Response json(int status, @Nullable Object value) {
    return new Response(
        status, Map.of("content-type", "application/json", "vary", "Accept"), Json.write(value));
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), null);
  }

  public static Response text(int status, String contentType, String text) {
    return new Response(status, Map.of("content-type", contentType), text);
  }

  public Response header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  /** The same where it shows a token, a secret or a code: nobody on the way may keep it. */
  public Response secret() {
    return header(CACHE, "no-store");
  }

  /**
   * With what every answer says. Unless it says something else, it is for its caller alone and has
   * to be asked for again; and nobody may guess that it is something else than it says.
   */
  Response guarded() {
    Response guarded = header("x-content-type-options", "nosniff");
    return headers.containsKey(CACHE) ? guarded : guarded.header(CACHE, "private, no-cache");
  }

  /** The same for a HEAD request. */
  public Response withoutBody() {
    return new Response(status, headers, null);
  }
}
