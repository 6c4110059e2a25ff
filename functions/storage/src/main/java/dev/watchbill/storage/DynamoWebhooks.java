package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.Webhooks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Outgoing webhooks in the table. */
public final class DynamoWebhooks implements Webhooks {

  private final Table table;
  private final ConfigRows<Webhook> rows;
  private final ConfigRows<Webhook> unopened;

  /** Asks for what seals only for webhooks that have a secret. */
  public DynamoWebhooks(Table table, Supplier<SecretBox> secrets) {
    this.table = table;
    rows = new ConfigRows<>(table, new WebhookShape(secrets));
    unopened = new ConfigRows<>(table, WebhookShape.unopened());
  }

  @Override
  public Optional<Webhook> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<Webhook> all(String org) {
    return rows.all(org);
  }

  @Override
  public List<Webhook> unopened(String org) {
    return unopened.all(org);
  }

  @Override
  public boolean has(String org, String id) {
    return Keys.isId(id) && table.get(Keys.row(org, WebhookShape.KIND, id)).isPresent();
  }

  @Override
  public Saved create(Webhook webhook) {
    return rows.create(webhook);
  }

  @Override
  public Saved replace(Webhook webhook) {
    return rows.replace(webhook);
  }

  @Override
  public Saved delete(Webhook webhook) {
    return rows.delete(webhook);
  }
}
