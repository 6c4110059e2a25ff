package dev.watchbill.engine.delivery;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.delivery.Attempts;
import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Carriers;
import dev.watchbill.domain.delivery.Deliveries;
import dev.watchbill.domain.delivery.Delivery;
import dev.watchbill.domain.delivery.Delivery.State;
import dev.watchbill.domain.delivery.Letter;
import dev.watchbill.domain.delivery.Outbox;
import dev.watchbill.domain.delivery.ProviderAnswer;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import dev.watchbill.engine.delivery.Composition.Written;
import dev.watchbill.engine.webhook.WebhookComposer;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/*
 * Sending stands outside of any transaction. Before it the delivery was claimed, with a lease that outlasts the longest send; after
 * it the answer is recorded on the condition that this very attempt is still the claimed one. Whoever is handed a delivery twice, or
 * one that somebody else has finished, finds that it is not claimed any more, or sends it once more within its lease: that is the one
 * thing that a lane which repeats a call can bring about, and the provider's idempotency key is the delivery's id.
 */
/** Sends what is claimed and records what the provider said (spec delivery §3.3). */
public final class Sending {
  private static final String OUTBOX = "outbox";

  private final Deliveries deliveries;
  private final Composer composer;
  private final WebhookComposer webhooks;
  private final Carriers carriers;
  private final Hurry hurry;
  private final Commits commits;
  private final InstantSource clock;

  @Inject
  public Sending(
      Deliveries deliveries,
      Composer composer,
      WebhookComposer webhooks,
      Carriers carriers,
      Hurry hurry,
      Commits commits,
      InstantSource clock) {
    this.deliveries = deliveries;
    this.composer = composer;
    this.webhooks = webhooks;
    this.carriers = carriers;
    this.hurry = hurry;
    this.commits = commits;
    this.clock = clock;
  }

  /** Sends one delivery; nothing happens to one that is not claimed. */
  public void send(String id) {
    Optional<Delivery> found = deliveries.find(id);
    if (found.isEmpty() || found.get().state() != State.CLAIMED) return;
    Delivery delivery = found.get();
    switch (compose(delivery)) {
      case Composition.Nothing(String why) ->
          settle(delivery, (each, now) -> Attempts.unneeded(each, why, now));
      case Composition.Impossible(String why) ->
          record(delivery, "", new ProviderAnswer.BadContent(why));
      case Composition.Written written -> send(delivery, written);
    }
  }

  private Composition compose(Delivery delivery) {
    return delivery.purpose() == Delivery.Purpose.WEBHOOK
        ? webhooks.compose(delivery)
        : composer.compose(delivery);
  }

  private void send(Delivery delivery, Written message) {
    Optional<Carrier> carrier = carriers.of(delivery.channel());
    Optional<Outbox> outbox = carriers.outbox();
    if (carrier.isPresent()) {
      record(delivery, carrier.get().provider(), carrier.get().carry(letter(delivery, message)));
    } else if (outbox.isPresent()) {
      outbox
          .get()
          .keep(delivery, message.to(), message.message(), message.answerUrl(), clock.instant());
      record(delivery, OUTBOX, new ProviderAnswer.Accepted(null));
    } else {
      suppress(delivery);
    }
  }

  private static Letter letter(Delivery delivery, Written composed) {
    return new Letter(
        delivery.id(),
        delivery.attempt(),
        delivery.org(),
        delivery.groups().isEmpty() ? null : delivery.groups().getFirst(),
        delivery.channel(),
        composed.to(),
        composed.message(),
        delivery.deadline());
  }

  private void record(Delivery sent, String provider, ProviderAnswer answer) {
    settle(sent, (delivery, now) -> Attempts.answered(delivery, provider, answer, now));
  }

  private void suppress(Delivery delivery) {
    settle(delivery, (each, now) -> Attempts.suppressed(each, "not_configured", now));
  }

  private interface Decision {
    Change of(Delivery delivery, Instant now);
  }

  /** Refused when the attempt is no longer the claimed one: then its lease has decided already. */
  private void settle(Delivery sent, Decision decision) {
    Optional<Boolean> done =
        commits.decide(
            now -> {
              Optional<Delivery> current =
                  deliveries
                      .find(sent.id())
                      .filter(each -> each.state() == State.CLAIMED)
                      .filter(each -> each.attempt() == sent.attempt());
              if (current.isEmpty()) return Step.stop(false);
              return Step.commit(hurry.with(decision.of(current.get(), now), current.get()), true);
            });
    if (done.isEmpty()) {
      throw new IllegalStateException("others keep changing what was sent; its lease will find it");
    }
  }
}
