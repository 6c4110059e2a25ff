package dev.watchbill.storage;

import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.WebhookMethod;
import dev.watchbill.domain.webhook.WebhookTrigger;
import dev.watchbill.domain.webhook.Webhooks;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a webhook is stored: its password and its authorization header are sealed. */
final class WebhookShape implements RowShape<Webhook> {

  static final String KIND = "webhook";

  private static final String PASSWORD = "password";
  private static final String AUTHORIZATION = "authorization";

  private final Supplier<SecretBox> secrets;
  private final boolean opens;

  WebhookShape(SecretBox secrets) {
    this(() -> secrets);
  }

  /** Reads secrets as they are stored; writes none. */
  static WebhookShape unopened() {
    return new WebhookShape(
        () -> {
          throw new IllegalStateException("nothing is sealed without a key");
        },
        false);
  }

  /** Asks for what seals only when there is something to seal. */
  WebhookShape(Supplier<SecretBox> secrets) {
    this(secrets, true);
  }

  private WebhookShape(Supplier<SecretBox> secrets, boolean opens) {
    this.secrets = secrets;
    this.opens = opens;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int limit() {
    return Webhooks.LIMIT;
  }

  @Override
  public String org(Webhook webhook) {
    return webhook.org();
  }

  @Override
  public String id(Webhook webhook) {
    return webhook.id();
  }

  @Override
  public long version(Webhook webhook) {
    return webhook.version();
  }

  @Override
  public List<Key> claims(Webhook webhook) {
    return List.of(Keys.uniqueName(webhook.org(), KIND, webhook.name()));
  }

  @Override
  public void write(Webhook webhook, Item.Builder to) {
    to.set("name", webhook.name())
        .set("team", webhook.teamId())
        .set("enabled", webhook.enabled())
        .set("preset", webhook.preset())
        .set("trigger", webhook.trigger().slug())
        .set("url", webhook.url())
        .set("method", webhook.httpMethod().name())
        .set("headers", webhook.headers())
        .set("user", webhook.username())
        .set(PASSWORD, sealed(webhook.password()))
        .set(AUTHORIZATION, sealed(webhook.authorizationHeader()))
        .set("when", webhook.triggerTemplate())
        .set("data", webhook.data())
        .set("all", webhook.forwardAll())
        .set("integrations", webhook.integrationFilter())
        .set(CREATED, webhook.createdAt());
  }

  @Override
  public Webhook read(String org, Item item) {
    return new Webhook(
        item.key().sk(),
        org,
        item.requiredText("name"),
        item.text("team"),
        item.flag("enabled"),
        item.text("preset"),
        WebhookTrigger.ofSlug(item.requiredText("trigger")).orElseThrow(),
        item.requiredText("url"),
        WebhookMethod.ofName(item.requiredText("method")).orElseThrow(),
        item.text("headers"),
        item.text("user"),
        opened(item.text(PASSWORD)),
        opened(item.text(AUTHORIZATION)),
        item.text("when"),
        item.text("data"),
        item.flag("all"),
        item.texts("integrations"),
        item.requiredInstant(CREATED),
        item.version());
  }

  private @Nullable String sealed(@Nullable String secret) {
    return secret == null ? null : secrets.get().seal(secret);
  }

  private @Nullable String opened(@Nullable String sealed) {
    return sealed == null || !opens ? sealed : secrets.get().openOrKeep(sealed);
  }
}
