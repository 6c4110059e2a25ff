package dev.watchbill.domain.org;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.delivery.DeliveryChannel;
import java.util.Arrays;
import java.util.Optional;

/** Ways in which a person can be reached (spec delivery §4); texts and calls share the phone. */
public enum AddressKind {
  EMAIL,
  PHONE,
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

  public String slug() {
    return LetterCase.lower(name());
  }

  public static Optional<AddressKind> ofSlug(String slug) {
    return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
  }

  /** The kind of address that a channel needs. */
  public static AddressKind of(DeliveryChannel channel) {
    return switch (channel) {
      case EMAIL -> EMAIL;
      case SMS, VOICE -> PHONE;
      case SLACK -> SLACK;
      case TELEGRAM -> TELEGRAM;
      case MSTEAMS -> MSTEAMS;
      case MATTERMOST -> MATTERMOST;
      case DISCORD -> DISCORD;
      case PUSH -> PUSH;
      case NTFY -> NTFY;
      case PUSHOVER -> PUSHOVER;
      case GOTIFY -> GOTIFY;
      case WEBHOOK -> WEBHOOK;
    };
  }

  /** Whether whoever knows the value can send to it or act by it: then it is sealed. */
  public boolean secret() {
    return switch (this) {
      case EMAIL, PHONE, SLACK, TELEGRAM -> false;
      case MSTEAMS, MATTERMOST, DISCORD, PUSH, NTFY, PUSHOVER, GOTIFY, WEBHOOK -> true;
    };
  }
}
