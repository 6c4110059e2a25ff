package dev.watchbill.domain.escalation;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.delivery.DeliveryChannel;
import java.util.Arrays;
import java.util.Optional;

/** The ways in which a personal rule notifies (spec delivery §0.1). */
public enum NotifyBy {
  EMAIL(DeliveryChannel.EMAIL),
  SMS(DeliveryChannel.SMS),
  PHONE_CALL(DeliveryChannel.VOICE),
  SLACK(DeliveryChannel.SLACK),
  TELEGRAM(DeliveryChannel.TELEGRAM),
  MOBILE_APP(DeliveryChannel.PUSH),
  /** May override do-not-disturb. */
  MOBILE_APP_CRITICAL(DeliveryChannel.PUSH),
  WEBHOOK(DeliveryChannel.WEBHOOK),
  MATTERMOST(DeliveryChannel.MATTERMOST),
  MSTEAMS(DeliveryChannel.MSTEAMS),
  NTFY(DeliveryChannel.NTFY),
  PUSHOVER(DeliveryChannel.PUSHOVER),
  GOTIFY(DeliveryChannel.GOTIFY),
  DISCORD(DeliveryChannel.DISCORD);

  private final DeliveryChannel channel;

  NotifyBy(DeliveryChannel channel) {
    this.channel = channel;
  }

  public DeliveryChannel channel() {
    return channel;
  }

  /** As clients write it: {@code notify_by_sms}. */
  public String word() {
    return "notify_by_" + LetterCase.lower(name());
  }

  public static Optional<NotifyBy> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
