package dev.watchbill.handlers.intake;

import dev.watchbill.domain.LetterCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail as some provider handed it over.
 *
 * @param recipients addresses of the envelope; To and Cc are never looked at
 * @param from the raw From header
 */
record Mail(
    List<String> recipients,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable String from) {

  Mail {
    recipients = List.copyOf(recipients);
  }

  /** The local part of the first recipient in the domain: the token of an integration. */
  Optional<String> token(String domain) {
    if (domain.isEmpty()) return Optional.empty();
    String end = "@" + LetterCase.lower(domain);
    return recipients.stream()
        .filter(address -> LetterCase.lower(address).endsWith(end))
        .map(address -> address.substring(0, address.length() - end.length()))
        .findFirst();
  }

  /** The addresses in a comma-separated list, without names and brackets. */
  static List<String> addresses(@Nullable Object value) {
    List<String> addresses = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) addresses.addAll(addresses(element));
    } else if (value instanceof String text) {
      for (String part : text.split(",", -1)) {
        int open = part.indexOf('<');
        int close = part.indexOf('>', open + 1);
        String address =
            (open >= 0 && close > open ? part.substring(open + 1, close) : part).strip();
        if (!address.isEmpty()) addresses.add(address);
      }
    }
    return addresses;
  }
}
