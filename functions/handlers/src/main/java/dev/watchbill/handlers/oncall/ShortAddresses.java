package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.Address;
import dev.watchbill.domain.org.AddressKind;
import dev.watchbill.domain.org.PersonAddresses;
import dev.watchbill.handlers.http.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in the bodies of users (DESIGN §6): {@code phone_number}, {@code slack_user_id}, {@code
 * telegram_chat_id}, {@code mobile_push}. An admin writes them, so they count as verified.
 */
final class ShortAddresses {
  /** The phone that only the outbox of one machine reaches. */
  static final String OUTBOX = "outbox";

  static final Pattern E164 = Pattern.compile("[+][0-9]{7,15}");

  private static final int LONGEST = 200;
  private static final Map<String, AddressKind> TEXTS =
      Map.of(
          "phone_number",
          AddressKind.PHONE,
          "slack_user_id",
          AddressKind.SLACK,
          "telegram_chat_id",
          AddressKind.TELEGRAM);
  private static final String PUSH = "mobile_push";
  private static final List<String> ALL =
      List.of("phone_number", "slack_user_id", "telegram_chat_id", PUSH);

  static boolean any(Fields in) {
    return ALL.stream().anyMatch(in::has);
  }

  /** Notes what is wrong with them. */
  static void check(Fields in) {
    TEXTS.forEach(
        (name, kind) -> {
          String text = in.reference(name, null);
          if (kind == AddressKind.PHONE && text != null && number(text) == null) {
            in.error(name, "Write the number with its country, as +4915112345678.");
          }
        });
    if (in.has(PUSH) && !in.isNull(PUSH)) in.flag(PUSH, false);
  }

  /** The number without what people put between its digits; null when it is none of the world. */
  static @Nullable String number(String text) {
    String digits = text.replaceAll("[ ()./-]", "");
    return E164.matcher(digits).matches() ? digits : null;
  }

  /** The addresses as the body wants them; what is absent stays. */
  static PersonAddresses read(Fields in, PersonAddresses now, PublicIds ids, Instant at) {
    PersonAddresses next = now;
    for (var each : TEXTS.entrySet()) {
      if (!in.has(each.getKey())) continue;
      String text = in.reference(each.getKey(), null);
      String value = text != null && each.getValue() == AddressKind.PHONE ? number(text) : text;
      next =
          next.only(
              each.getValue(), value == null ? null : verified(ids, each.getValue(), value, at));
    }
    if (in.has(PUSH)) {
      boolean push = !in.isNull(PUSH) && in.flag(PUSH, false);
      next = next.only(AddressKind.PUSH, push ? verified(ids, AddressKind.PUSH, OUTBOX, at) : null);
    }
    return next;
  }

  private static Address verified(PublicIds ids, AddressKind kind, String value, Instant at) {
    if (value.length() > LONGEST) throw new IllegalStateException("checked before");
    return new Address(ids.next("AD"), kind, value, Address.State.VERIFIED, null, at, at);
  }

  private ShortAddresses() {}
}
