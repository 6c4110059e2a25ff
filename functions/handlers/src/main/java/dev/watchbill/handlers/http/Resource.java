package dev.watchbill.handlers.http;

import java.util.Map;

/** Whatever answers requests below one path. Refusals are answers; exceptions are bugs or I/O. */
public interface Resource {
  Response answer(Request request);

  /** What a failure that the caller did not cause looks like in this dialect. */
  default Response failure(Request request, int status, String text) {
    return Response.json(status, Map.of("detail", text));
  }
}
