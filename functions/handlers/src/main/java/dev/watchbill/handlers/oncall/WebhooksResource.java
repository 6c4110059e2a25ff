package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/webhooks}: spec oncall-api §14. */
public final class WebhooksResource extends ConfigResource<Webhook> {
  private final WebhookFields fields;

  @Inject
  WebhooksResource(
      OnCallGate gate,
      Webhooks webhooks,
      WebhookFields fields,
      Settings settings,
      Commits commits) {
    super(gate, Role.VIEWER, Role.ADMIN, webhooks, settings, commits);
    this.fields = fields;
  }

  @Override
  protected Webhook create(Call call, Fields in) {
    return fields.create(call, in, WebhookFields.Words.WEBHOOKS);
  }

  @Override
  protected Webhook update(Call call, Webhook old, Fields in) {
    return fields.update(call, in, WebhookFields.Words.WEBHOOKS, old);
  }

  @Override
  protected List<Webhook> filter(Call call, List<Webhook> all, Fields in) {
    return fields.asked(call, in, all);
  }

  @Override
  protected Map<String, @Nullable Object> show(Webhook webhook) {
    return WebhookFields.show(webhook, WebhookFields.Words.WEBHOOKS);
  }

  @Override
  protected Problem duplicate() {
    return WebhookFields.duplicate();
  }

  @Override
  protected Problem tooMany(Saved.Full full) {
    return WebhookFields.tooMany();
  }
}
