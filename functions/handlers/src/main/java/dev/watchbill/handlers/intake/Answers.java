package dev.watchbill.handlers.intake;

import dev.watchbill.domain.integration.Integration;
import dev.watchbill.engine.alert.AlertIntake.Taken;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.oncall.Refusals;
import java.util.Map;

/** What senders of alerts are told (spec oncall-behaviour §1.4). */
final class Answers {
  static final String METHODS = "GET, POST, HEAD, OPTIONS";

  static Response text(int status, String text) {
    return Response.text(status, "text/plain; charset=utf-8", text);
  }

  static Response unknownToken() {
    return text(403, "Integration key was not found. Permission denied.");
  }

  /** The original names the key's own type twice; here both are named. */
  static Response wrongType(String addressed, Integration integration) {
    return text(
        400,
        "This url is for integrations of type "
            + addressed
            + ". Key is for "
            + integration.type().publicSlug());
  }

  /** Nothing was stored; the sender's retry will find it quieter. */
  static Response contended() {
    return Response.json(503, Map.of("detail", "Too many changes at once, please try again."))
        .header("retry-after", "1");
  }

  /** Those behind must come in a request of their own: repeated, the ones before were double. */
  static Response tooMany(int taken, int sent) {
    return text(413, "Only the first " + taken + " of these " + sent + " were taken.");
  }

  /** The same refusal for those who come again after 503 only. */
  static Response later(Response refusal) {
    Response later = text(503, refusal.body() == null ? "Please try again later." : refusal.body());
    String after = refusal.headers().get("retry-after");
    return after == null ? later : later.header("retry-after", after);
  }

  static Response of(Taken taken, String stored) {
    return switch (taken) {
      case STORED -> Response.json(200, stored);
      case GONE -> unknownToken();
      case CONTENDED -> contended();
    };
  }

  static Response notFound() {
    return Refusals.of(new Problem.NotFound());
  }

  static Response wrongMethod(String method, String allowed) {
    return Refusals.of(new Problem.MethodNotAllowed(method, allowed));
  }

  static Response options(String allowed) {
    return Response.empty(200).header("allow", allowed);
  }

  /** For people who open the address in a browser. */
  static Response instructions(Integration integration, String url) {
    Object example = integration.type().examplePayload();
    String body = Json.write(example == null ? Map.of("title", "Something is wrong") : example);
    String page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%1$s – Watchbill</title></head>
        <body>
        <h1>%1$s</h1>
        <p>This address of Watchbill takes alerts of the integration type %2$s. Send them with POST:</p>
        <pre>curl -X POST -H 'Content-Type: application/json' -d @alert.json %3$s</pre>
        <p>An example of alert.json:</p>
        <pre>%4$s</pre>
        <p>Watchbill's docs/alerts-in.md says what else it takes.</p>
        </body>
        </html>
        """
            .formatted(
                escaped(integration.name()),
                escaped(integration.type().title()),
                escaped(url),
                escaped(body));
    // The address is the key: it must not travel on as a referrer.
    return Response.text(200, "text/html; charset=utf-8", page)
        .header("content-security-policy", "default-src 'none'")
        .header("referrer-policy", "no-referrer")
        .secret();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private Answers() {}
}
