package dev.watchbill.handlers.wiring;

import dev.watchbill.channels.HttpCarrier;
import dev.watchbill.channels.SafeHttp;
import dev.watchbill.channels.SesCarrier;
import dev.watchbill.channels.SesSettings;
import dev.watchbill.channels.SignedCalls;
import dev.watchbill.domain.delivery.Carrier;
import dev.watchbill.domain.delivery.Carriers;
import dev.watchbill.domain.delivery.DeliveryChannel;
import dev.watchbill.domain.delivery.Outbox;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who carries messages in the cloud: webhooks are called, mail leaves by SES where it is set up.
 */
record CloudCarriers(Carrier calls, @Nullable Carrier mail) implements Carriers {

  /** Without a sender nobody carries mail, and deliveries say so. */
  static CloudCarriers of(Map<String, String> environment, SafeHttp http, SignedCalls signed) {
    String from = environment.getOrDefault("WATCHBILL_MAIL_FROM", "");
    String set = environment.getOrDefault("WATCHBILL_SES_CONFIGURATION_SET", "");
    String host = URI.create(environment.getOrDefault("WATCHBILL_BASE_URL", "")).getHost();
    Carrier mail =
        from.isEmpty()
            ? null
            : new SesCarrier(
                signed,
                new SesSettings(
                    environment.getOrDefault("AWS_REGION", ""),
                    from,
                    set.isEmpty() ? null : set,
                    host == null ? "localhost" : host));
    return new CloudCarriers(new HttpCarrier(http), mail);
  }

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
    return Optional.empty();
  }
}
