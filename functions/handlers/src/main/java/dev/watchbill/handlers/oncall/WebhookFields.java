package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.WebhookMethod;
import dev.watchbill.domain.webhook.WebhookTrigger;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in bodies and in answers (spec oncall-api §14, §15). Templates are kept to the byte,
 * because whoever wrote them compares what he reads with what he sent (§23.2); that they parse is
 * all that can be said before there is a group.
 */
final class WebhookFields {

  /** What the two resources call the fields that they do not call alike. */
  enum Words {
    WEBHOOKS("team", "username", "forward_all"),
    ACTIONS("team_id", "user", "forward_whole_payload");

    private final String team;
    private final String username;
    private final String forwardAll;

    Words(String team, String username, String forwardAll) {
      this.team = team;
      this.username = username;
      this.forwardAll = forwardAll;
    }
  }

  /** Shown instead of a secret; sent back, it keeps the one that is stored (§14.3). */
  static final String MASK = "*".repeat(16);

  /** The one preset that sets nothing beforehand. */
  private static final String NO_PRESET = "advanced_webhook";

  private static final int NAME = 100;
  private static final int USERNAME = 100;
  private static final int PASSWORD = 1_000;
  private static final int AUTHORIZATION = 2_000;

  private final Integrations integrations;
  private final TeamFields teams;
  private final Jinja jinja;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  WebhookFields(
      Integrations integrations,
      TeamFields teams,
      Jinja jinja,
      PublicIds ids,
      InstantSource clock) {
    this.integrations = integrations;
    this.teams = teams;
    this.jinja = jinja;
    this.ids = ids;
    this.clock = clock;
  }

  /** A new webhook as the body wants it. */
  Webhook create(Call call, Fields in, Words words) {
    Webhook unnamed = Webhook.unnamed(ids.next("WH"), call.org(), clock.instant());
    if (!in.has("name")) in.error("name", Fields.REQUIRED);
    if (!in.has("url")) in.error("url", Fields.REQUIRED);
    if (words == Words.WEBHOOKS) {
      if (!in.has("http_method")) in.error("http_method", Fields.REQUIRED);
      if (!in.has("trigger_type")) in.error("trigger_type", Fields.REQUIRED);
    }
    return with(call, in, words, unnamed, null);
  }

  /** The webhook as the body wants it to become; in a PUT the team is none unless it is named. */
  Webhook update(Call call, Fields in, Words words, Webhook old) {
    return with(call, in, words, old, call.isPatch() ? old.teamId() : null);
  }

  private Webhook with(Call call, Fields in, Words words, Webhook old, @Nullable String team) {
    return new Webhook(
        old.id(),
        old.org(),
        in.text("name", NAME, old.name()),
        teams.read(call, in, words.team, team),
        in.flag("is_webhook_enabled", old.enabled()),
        words == Words.WEBHOOKS ? preset(in, old.preset()) : old.preset(),
        trigger(in, old.trigger()),
        url(in, old.url()),
        method(in, old.httpMethod()),
        template(in, "headers", old.headers()),
        in.textOrEmpty(words.username, USERNAME, old.username()),
        secret(in, "password", PASSWORD, old.password()),
        secret(in, "authorization_header", AUTHORIZATION, old.authorizationHeader()),
        template(in, "trigger_template", old.triggerTemplate()),
        template(in, "data", old.data()),
        in.flag(words.forwardAll, old.forwardAll()),
        filter(call, in),
        old.createdAt(),
        old.version());
  }

  private static @Nullable String preset(Fields in, @Nullable String old) {
    String preset = in.textOrEmpty("preset", NAME, old);
    if (preset == null || preset.isEmpty()) return null;
    if (!preset.equals(NO_PRESET)) in.error("preset", "There is no such preset here.");
    return preset;
  }

  private static WebhookTrigger trigger(Fields in, WebhookTrigger old) {
    if (unsaid(in, "trigger_type")) return old;
    Optional<WebhookTrigger> trigger =
        in.raw("trigger_type") instanceof String slug
            ? WebhookTrigger.ofSlug(slug)
            : Optional.empty();
    if (trigger.isEmpty()) {
      in.refuse(
          "trigger_type must be one of " + listed(WebhookTrigger.values(), WebhookTrigger::slug));
    }
    return trigger.orElse(old);
  }

  private static WebhookMethod method(Fields in, WebhookMethod old) {
    if (unsaid(in, "http_method")) return old;
    Optional<WebhookMethod> method =
        in.raw("http_method") instanceof String name
            ? WebhookMethod.ofName(name)
            : Optional.empty();
    if (method.isEmpty()) {
      in.error(
          "http_method", "Must be one of " + listed(WebhookMethod.values(), WebhookMethod::name));
    }
    return method.orElse(old);
  }

  /** Absent, or null or empty and therefore wrong. */
  private static boolean unsaid(Fields in, String name) {
    if (in.isNull(name)) in.error(name, Fields.NULL);
    if ("".equals(in.raw(name))) in.error(name, Fields.BLANK);
    return in.raw(name) == null || "".equals(in.raw(name));
  }

  private static <T> String listed(T[] all, Function<T, String> word) {
    return Arrays.stream(all).map(word).map(each -> "'" + each + "'").toList().toString();
  }

  private String url(Fields in, String old) {
    String url = template(in, "url", old);
    if (url != null) return url;
    if (in.isNull("url")) in.error("url", Fields.NULL);
    if (in.raw("url") instanceof String sent && sent.isBlank()) in.error("url", Fields.BLANK);
    return old;
  }

  /** A template, or null for one that is blank: then there is none. */
  private @Nullable String template(Fields in, String name, @Nullable String old) {
    String template = in.verbatim(name, old);
    if (template == null || template.isBlank()) return null;
    if (in.has(name)) {
      jinja.check(template).ifPresent(failure -> in.error(name, failure.display()));
    }
    return template;
  }

  private static @Nullable String secret(Fields in, String name, int max, @Nullable String old) {
    String secret = in.textOrEmpty(name, max, old);
    if (!MASK.equals(secret)) return secret;
    if (old == null || old.isEmpty()) in.error(name, "There is nothing that this could keep.");
    return old;
  }

  /** Each id once, in the order of the body: a client may keep a list (§23.2). */
  private List<String> filter(Call call, Fields in) {
    List<String> asked = in.texts("integration_filter", List.of()).stream().distinct().toList();
    // Ends at the first unknown one, so that a body asks for no more rows than there are.
    for (String id : asked) {
      if (integrations.find(call.org(), id).isEmpty()) {
        in.error("integration_filter", "Integration does not exist");
        return List.of();
      }
    }
    return asked;
  }

  /** The webhooks that the query asks for, by team and by name; an empty name is none (§1.7). */
  List<Webhook> asked(Call call, Fields in, List<Webhook> all) {
    List<Webhook> ofTeam = teams.filter(call, in, all, Webhook::teamId);
    String name = call.request().parameter("name");
    return name == null || name.isEmpty()
        ? ofTeam
        : ofTeam.stream().filter(webhook -> webhook.name().equals(name)).toList();
  }

  static Map<String, @Nullable Object> show(Webhook webhook, Words words) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", webhook.id());
    shown.put("name", webhook.name());
    shown.put("is_webhook_enabled", webhook.enabled());
    shown.put(words.team, webhook.teamId());
    shown.put("data", webhook.data());
    shown.put(words.username, webhook.username());
    shown.put("password", masked(webhook.password()));
    shown.put("authorization_header", masked(webhook.authorizationHeader()));
    shown.put("trigger_template", webhook.triggerTemplate());
    shown.put("headers", webhook.headers());
    shown.put("url", webhook.url());
    shown.put(words.forwardAll, webhook.forwardAll());
    shown.put("http_method", webhook.httpMethod().name());
    shown.put("trigger_type", webhook.trigger().slug());
    List<String> filter = webhook.integrationFilter();
    shown.put("integration_filter", filter.isEmpty() ? null : filter);
    if (words == Words.WEBHOOKS) shown.put("preset", webhook.preset());
    return shown;
  }

  private static @Nullable String masked(@Nullable String secret) {
    return secret == null || secret.isEmpty() ? secret : MASK;
  }

  static Problem duplicate() {
    return new Problem.Invalid(
        Refusals.nonField("The fields name, organization must make a unique set."));
  }

  static Problem tooMany() {
    return new Problem.Refused("An organization can have at most " + Webhooks.LIMIT + " webhooks.");
  }
}
