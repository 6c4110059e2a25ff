package dev.watchbill.local;

import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Carriers;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Outbox;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who carries messages on this machine: webhooks are called, mail leaves by the server that was
 * named, and the outbox catches all else.
 */
record LocalCarriers(Outbox caught, Carrier calls, @Nullable Carrier mail) implements Carriers {

  @Override
  public Optional<Carrier> of(DeliveryChannel channel) {
    return switch (channel) {
      case WEBHOOK -> Optional.of(calls);
      case EMAIL -> Optional.ofNullable(mail);
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Outbox> outbox() {
    return Optional.of(caught);
  }
}
