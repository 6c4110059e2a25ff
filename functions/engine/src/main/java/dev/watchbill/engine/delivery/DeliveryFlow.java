package dev.watchbill.engine.delivery;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.delivery.Attempts;
import dev.watchbill.domain.delivery.Deliveries;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Lane;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.engine.TimerFlow;
import dev.watchbill.engine.Trouble;
import dev.watchbill.engine.webhook.WebhookReactions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Claims a delivery that is due and hands it to the lane; finds out what became of lost ones. */
public final class DeliveryFlow implements TimerFlow {
  private final Deliveries deliveries;
  private final AlertGroups groups;
  private final Hurry hurry;
  private final WebhookReactions webhooks;
  private final Lane lane;
  private final Trouble trouble;

  @Inject
  public DeliveryFlow(
      Deliveries deliveries,
      AlertGroups groups,
      Hurry hurry,
      WebhookReactions webhooks,
      Lane lane,
      Trouble trouble) {
    this.deliveries = deliveries;
    this.groups = groups;
    this.hurry = hurry;
    this.webhooks = webhooks;
    this.lane = lane;
    this.trouble = trouble;
  }

  @Override
  public Optional<Change> decide(Timer due, Instant now) {
    Optional<Delivery> found =
        deliveries.find(due.subject()).filter(each -> each.org().equals(due.org()));
    if (found.isEmpty()) return Optional.empty();
    Delivery delivery = found.get();
    if (delivery.due() == null || due.due().isBefore(delivery.due())) return Optional.empty();
    return switch (delivery.state()) {
      case PENDING ->
          Optional.of(
              webhooks.more(
                  delivery, hurry.with(Attempts.claim(delivery, about(delivery), now), delivery)));
      case CLAIMED -> Optional.of(hurry.with(Attempts.leaseEnded(delivery, now), delivery));
      default -> Optional.empty();
    };
  }

  private Map<String, AlertGroup> about(Delivery delivery) {
    Map<String, AlertGroup> about = new HashMap<>();
    if (delivery.purpose() != Delivery.Purpose.PAGE) return about;
    for (String id : delivery.groups()) {
      groups.find(delivery.org(), id).ifPresent(group -> about.put(id, group));
    }
    return about;
  }

  /** A failure is noted and not passed on: the lease finds the delivery. */
  @Override
  public void done(Change change) {
    for (var row : change.rows()) {
      if (row.after() instanceof Delivery delivery && delivery.state() == Delivery.State.CLAIMED) {
        try {
          lane.hand(delivery.id());
        } catch (RuntimeException e) {
          trouble.note("a delivery was not handed over; its lease will find it", delivery.id(), e);
        }
      }
    }
  }
}
