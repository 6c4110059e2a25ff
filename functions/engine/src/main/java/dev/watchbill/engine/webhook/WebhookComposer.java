package dev.watchbill.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.PayloadText;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Message;
import dev.watchbill.domain.integration.PlainValues;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Rendered;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.delivery.BaseUrl;
import dev.watchbill.engine.delivery.Composition;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request of a webhook when it is sent (spec oncall-behaviour §9.2): whether at all,
 * where, with which headers, with which body; the webhook as it is then.
 */
public final class WebhookComposer {
  private static final String AUTHORIZATION = "Authorization";
  private static final String CONTENT_TYPE = "Content-Type";

  private final Webhooks webhooks;
  private final AlertGroups groups;
  private final WebhookVariables variables;
  private final Jinja jinja;
  private final PayloadText json;
  private final BaseUrl base;

  @Inject
  WebhookComposer(
      Webhooks webhooks,
      AlertGroups groups,
      WebhookVariables variables,
      Jinja jinja,
      PayloadText json,
      BaseUrl base) {
    this.webhooks = webhooks;
    this.groups = groups;
    this.variables = variables;
    this.jinja = jinja;
    this.json = json;
    this.base = base;
  }

  /** A part of the request that cannot be made, and why. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String part, String why) {
      super(part + " - " + why);
    }
  }

  public Composition compose(Delivery delivery) {
    Optional<Webhook> webhook = webhooks.find(delivery.org(), delivery.to());
    if (webhook.isEmpty() || !webhook.get().enabled()) {
      return new Composition.Nothing("the webhook is gone, or off");
    }
    Optional<AlertGroup> group = groups.find(delivery.org(), delivery.groups().getFirst());
    if (group.isEmpty()) return new Composition.Nothing("the alert group is gone");
    Map<String, @Nullable Object> plain = variables.of(webhook.get(), group.get(), delivery);
    try {
      return compose(webhook.get(), plain);
    } catch (Unusable e) {
      return new Composition.Impossible(String.valueOf(e.getMessage()));
    }
  }

  private Composition compose(Webhook webhook, Map<String, @Nullable Object> plain)
      throws Unusable {
    if (webhook.triggerTemplate() != null) {
      String triggers = LetterCase.lower(render("Trigger", webhook.triggerTemplate(), plain));
      if (!triggers.equals("true") && !triggers.equals("1")) {
        return new Composition.Nothing("the trigger template does not hold");
      }
    }
    String url = render("URL", webhook.url(), plain).strip();
    check(url);
    // Texts are written as within quotes of JSON, so that a template need not care what they hold.
    Map<String, @Nullable Object> quoted =
        Objects.requireNonNull(PlainValues.asObject(PlainValues.mapStrings(plain, this::inQuotes)));
    Map<String, String> headers = headers(webhook, quoted);
    String body = null;
    if (webhook.httpMethod().hasBody()) {
      body = webhook.forwardAll() ? json.write(plain) : data(webhook, quoted);
      if (body != null && headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
        boolean isJson = webhook.forwardAll() || json.read(body).isPresent();
        headers.put(CONTENT_TYPE, isJson ? "application/json" : "text/plain; charset=utf-8");
      }
    }
    return new Composition.Written(
        url, new Message.HttpCall(webhook.httpMethod().name(), url, headers, body, false), null);
  }

  private @Nullable String data(Webhook webhook, Map<String, @Nullable Object> quoted)
      throws Unusable {
    String template = webhook.data();
    if (template == null) return null;
    String text = render("Data", template, quoted);
    return json.read(text).map(json::write).orElse(text);
  }

  private Map<String, String> headers(Webhook webhook, Map<String, @Nullable Object> quoted)
      throws Unusable {
    Map<String, String> headers = new LinkedHashMap<>();
    if (webhook.headers() != null) {
      Object rendered = json.read(render("Headers", webhook.headers(), quoted)).orElse(null);
      if (!(rendered instanceof Map<?, ?> map)) {
        throw new Unusable("Headers", "the template does not render a JSON object");
      }
      map.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    }
    String user = webhook.username();
    String password = webhook.password();
    if (user != null && !user.isEmpty() && password != null && !password.isEmpty()) {
      String pair = user + ":" + password;
      authorize(headers, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    String own = webhook.authorizationHeader();
    if (own != null && !own.isEmpty()) authorize(headers, own);
    return headers;
  }

  private static void authorize(Map<String, String> headers, String value) {
    headers.keySet().removeIf(AUTHORIZATION::equalsIgnoreCase);
    headers.put(AUTHORIZATION, value);
  }

  /**
   * Where it leads is judged again when the connection is made; this is what can be told before.
   */
  private void check(String url) throws Unusable {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (!http || uri.getHost() == null) {
        throw new Unusable("URL", "must be an http or https address with a host");
      }
    } catch (URISyntaxException e) {
      throw new Unusable("URL", "is not an address");
    }
    if (!base.url().isEmpty() && url.contains(base.url())) {
      throw new Unusable("URL", "must not lead back here");
    }
  }

  private String render(String part, String template, Map<String, @Nullable Object> values)
      throws Unusable {
    return switch (jinja.render(template, values)) {
      case Rendered.Output(String text) -> text;
      case Rendered.Failure failure -> throw new Unusable(part, failure.message());
    };
  }

  private String inQuotes(String text) {
    String written = json.write(text);
    return written.substring(1, written.length() - 1);
  }
}
