package dev.watchbill.local;

import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Carriers;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Outbox;
import java.util.Optional;

/** Who carries messages on this machine: webhooks are called, the outbox catches all else. */
record LocalCarriers(Outbox caught, Carrier calls) implements Carriers {

  @Override
  public Optional<Carrier> of(DeliveryChannel channel) {
    return channel == DeliveryChannel.WEBHOOK ? Optional.of(calls) : Optional.empty();
  }

  @Override
  public Optional<Outbox> outbox() {
    return Optional.of(caught);
  }
}
