package dev.watchbill.domain.delivery;

import java.util.Optional;

/** Who carries what, in this deployment. */
public interface Carriers {

  /** Nobody carries anything. */
  Carriers NONE =
      new Carriers() {
        @Override
        public Optional<Carrier> of(DeliveryChannel channel) {
          return Optional.empty();
        }

        @Override
        public Optional<Outbox> outbox() {
          return Optional.empty();
        }
      };

  /** Empty when nobody carries messages of the channel. */
  Optional<Carrier> of(DeliveryChannel channel);

  /** Where everything goes that nobody carries; empty in the cloud, where that is a failure. */
  Optional<Outbox> outbox();
}
