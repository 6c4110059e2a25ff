package dev.watchbill.domain.delivery;

import dev.watchbill.domain.LetterCase;
import java.util.Arrays;
import java.util.Optional;

/** How a person or a system is reached (spec delivery §0). */
public enum DeliveryChannel {
  EMAIL,
  SMS,
  VOICE,
  SLACK,
  TELEGRAM,
  MSTEAMS,
  MATTERMOST,
  DISCORD,
  PUSH,
  NTFY,
  PUSHOVER,
  GOTIFY,
  WEBHOOK;

  /** As answers and rows name it: {@code email}. */
  public String slug() {
    return LetterCase.lower(name());
  }

  public static Optional<DeliveryChannel> ofSlug(String slug) {
    return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
  }

  /** Whether each message costs money, so that limits hold (spec delivery §1.12). */
  public boolean paid() {
    return this == SMS || this == VOICE;
  }
}
