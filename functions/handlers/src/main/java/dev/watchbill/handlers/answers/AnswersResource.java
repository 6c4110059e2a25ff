package dev.watchbill.handlers.answers;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Markup;
import dev.watchbill.engine.delivery.LinkAnswers;
import dev.watchbill.engine.delivery.LinkAnswers.Page;
import dev.watchbill.engine.delivery.LinkAnswers.Press;
import dev.watchbill.engine.delivery.LinkAnswers.Seen;
import dev.watchbill.handlers.http.Form;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /a/{token}}: the page behind the link in a message (spec delivery §2.3). Looking changes
 * nothing, because mail gateways and chat programs open every link; a button must be pressed, and
 * no script presses it.
 */
public final class AnswersResource implements Resource {
  private static final Set<String> LOOKS = Set.of("GET", "HEAD");
  private static final int FORM = 4_096;

  /** Where links in answers lead. */
  private static final String CONSOLE = "grafana-oncall-app";

  private final LinkAnswers answers;
  private final Settings settings;

  @Inject
  AnswersResource(LinkAnswers answers, Settings settings) {
    this.answers = answers;
    this.settings = settings;
  }

  @Override
  public Response answer(Request request) {
    List<String> segments = request.segments();
    if (segments.size() > 1 && segments.get(1).equals(CONSOLE)) {
      return page(404, "<h1>Not here yet</h1><p>The API answers for alert groups.</p>");
    }
    if (segments.size() != 2) return gone();
    String token = segments.getLast();
    if (LOOKS.contains(request.method())) return show(token, 200);
    if (!request.method().equals("POST")) {
      return page(405, "<p>This page is looked at, or a button is pressed.</p>")
          .header("allow", "GET, HEAD, POST");
    }
    return foreign(request) ? show(token, 403) : press(token, request);
  }

  /** Whether another site had the browser send it. */
  private boolean foreign(Request request) {
    String site = request.header("sec-fetch-site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) return true;
    String origin = request.header("origin");
    return origin != null && !settings.baseUrl().equals(origin);
  }

  private Response press(String token, Request request) {
    if (request.body().length > FORM) return show(token, 403);
    Form form = Form.urlEncoded(request.body(), Optional.empty());
    Press press = press(form.text("action"));
    String nonce = form.text("n");
    if (press == null || nonce == null || !answers.press(token, nonce, press)) {
      return show(token, 403);
    }
    return secured(Response.empty(303)).header("location", settings.baseUrl() + "/a/" + token);
  }

  private static @Nullable Press press(@Nullable String action) {
    return switch (action) {
      case "acknowledge" -> Press.ACKNOWLEDGE;
      case "resolve" -> Press.RESOLVE;
      case "silence" -> Press.SILENCE;
      case "confirm" -> Press.CONFIRM;
      case null, default -> null;
    };
  }

  private Response show(String token, int status) {
    return answers
        .look(token)
        .map(page -> page(status, body(page)))
        .orElseGet(AnswersResource::gone);
  }

  private static String body(Page page) {
    StringBuilder html = new StringBuilder();
    boolean firing = false;
    boolean open = false;
    boolean acknowledged = false;
    for (Seen seen : page.groups()) {
      AlertGroup group = seen.group();
      String title = group.content().title();
      html.append("<h1>#")
          .append(group.number())
          .append(' ')
          .append(Markup.escape(title == null ? "Incident" : title))
          .append("</h1><p>")
          .append(group.state().slug());
      if (seen.acknowledgedBy() != null) {
        html.append(" by ").append(Markup.escape(seen.acknowledgedBy()));
      }
      html.append("</p>");
      boolean waits =
          group.state() == AlertGroup.State.FIRING || group.state() == AlertGroup.State.SILENCED;
      firing |= waits;
      acknowledged |= group.state() == AlertGroup.State.ACKNOWLEDGED;
      open |= group.state() != AlertGroup.State.RESOLVED;
    }
    if (page.acts() && firing) html.append(button("acknowledge", "Acknowledge", page.nonce()));
    if (page.acts() && acknowledged) {
      html.append(button("confirm", "I am still on it", page.nonce()));
    }
    if (page.acts() && open) html.append(button("resolve", "Resolve", page.nonce()));
    if (page.acts() && firing) html.append(button("silence", "Silence for an hour", page.nonce()));
    if (!open) html.append("<p>Nothing is left to do.</p>");
    return html.toString();
  }

  private static String button(String action, String label, String nonce) {
    return """
        <form method="post"><input type="hidden" name="action" value="%s">\
        <input type="hidden" name="n" value="%s"><button>%s</button></form>"""
        .formatted(action, nonce, label);
  }

  /** The same for a link that is forged, too old or switched off. */
  private static Response gone() {
    return page(410, "<h1>This link has ended</h1><p>Open Watchbill to see what is going on.</p>");
  }

  private static Response page(int status, String body) {
    return secured(
        Response.text(
            status,
            "text/html; charset=utf-8",
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Watchbill</title>\
            <meta name="viewport" content="width=device-width, initial-scale=1"><style>\
            body{font:1.1em system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em}\
            h1{font-size:1.2em;overflow-wrap:anywhere}form{margin:.6em 0}\
            button{font:inherit;width:100%;padding:.8em}</style></head><body>"""
                + body
                + "</body></html>"));
  }

  private static Response secured(Response response) {
    return response
        .secret()
        .header("referrer-policy", "no-referrer")
        .header("x-robots-tag", "noindex")
        .header(
            "content-security-policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors"
                + " 'none'");
  }

  @Override
  public Response failure(Request request, int status, String text) {
    return page(status, "<p>" + Markup.escape(text) + "</p>");
  }
}
