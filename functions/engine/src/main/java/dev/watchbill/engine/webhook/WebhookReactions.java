package dev.watchbill.engine.webhook;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.WebhookEvent;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.Reactions;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/*
 * The deliveries of an event are committed with the event: it is told once, or it did not happen. A transaction has room for few of
 * them; the last one of a slice remembers where the next slice begins, and whoever claims it first writes that slice (DeliveryFlow).
 */
/** Whom an event has told: the webhooks of its trigger (spec oncall-behaviour §9.1). */
public final class WebhookReactions implements Reactions {
  /** Webhooks of one commit: each takes two places of a transaction. */
  static final int SLICE = 20;

  private final Webhooks webhooks;
  private final AlertGroups groups;
  private final PublicIds ids;

  @Inject
  public WebhookReactions(Webhooks webhooks, AlertGroups groups, PublicIds ids) {
    this.webhooks = webhooks;
    this.groups = groups;
    this.ids = ids;
  }

  @Override
  public Change with(Change change) {
    List<WebhookEvent> events = WebhookEvent.of(change);
    if (events.isEmpty()) return change;
    String org = events.getFirst().subject().org();
    List<Webhook> known =
        webhooks.unopened(org).stream().sorted(Comparator.comparing(Webhook::id)).toList();
    if (known.isEmpty()) return change;
    Change all = change;
    for (WebhookEvent event : events) {
      Optional<String> integration = integration(org, event);
      if (integration.isEmpty()) continue;
      List<Webhook> told =
          known.stream().filter(each -> event.concerns(each, integration.get())).toList();
      for (int i = 0; i < Math.min(SLICE, told.size()); i++) {
        Webhook to = told.get(i);
        Delivery delivery =
            Delivery.toWebhook(
                Delivery.id(org, "webhook", ids.unique()),
                org,
                to.id(),
                event.groupId(),
                event.remembered(to, change.at()),
                change.at());
        boolean last = i + 1 == SLICE && told.size() > SLICE;
        all =
            all.create(last ? delivery.withMoreToCome() : delivery)
                .set(delivery.timer())
                .record(event.subject(), line(to, delivery));
      }
    }
    return all;
  }

  private Optional<String> integration(String org, WebhookEvent event) {
    AlertGroup group = event.group();
    return group != null
        ? Optional.of(group.integrationId())
        : groups.find(org, event.groupId()).map(AlertGroup::integrationId);
  }

  private static Decision line(Webhook to, Delivery delivery) {
    return Decision.of("webhook called", Actor.SYSTEM, "A webhook is told of it")
        .with("webhook", to.id())
        .with("delivery", delivery.id());
  }

  /** The next slice, when this delivery is the last one of its own. */
  public Change more(Delivery delivery, Change change) {
    if (!delivery.moreToCome() || delivery.attempt() > 0) return change;
    String group = delivery.groups().getFirst();
    Optional<AlertGroup> about = groups.find(delivery.org(), group);
    if (about.isEmpty()) return change;
    String type = WebhookEvent.remembered(delivery.event()).type();
    List<Webhook> told =
        webhooks.unopened(delivery.org()).stream()
            .filter(each -> each.id().compareTo(delivery.to()) > 0)
            .filter(each -> WebhookEvent.concerns(type, each, about.get().integrationId()))
            .sorted(Comparator.comparing(Webhook::id))
            .toList();
    Change all = change;
    for (int i = 0; i < Math.min(SLICE, told.size()); i++) {
      Webhook to = told.get(i);
      Delivery next =
          Delivery.toWebhook(
              Delivery.id(delivery.org(), "webhook", delivery.id(), to.id()),
              delivery.org(),
              to.id(),
              group,
              delivery.event(),
              change.at());
      boolean last = i + 1 == SLICE && told.size() > SLICE;
      all = all.create(last ? next.withMoreToCome() : next.withoutMore()).set(next.timer());
    }
    return all;
  }
}
