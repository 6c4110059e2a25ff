package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.OrganizationSettings;
import dev.watchbill.domain.org.OrganizationSettings.AnswerLinkUse;
import dev.watchbill.domain.org.OrganizationSettings.Bundling;
import dev.watchbill.domain.org.OrganizationSettings.OnFailedPage;
import dev.watchbill.handlers.http.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings of an organisation, in bodies and in answers (DESIGN §6). */
final class OrganizationFields {
  private static final int WORD = 100;
  private static final int ADDRESS = 254;
  private static final long LONGEST_LINK_HOURS = 168;
  private static final long SHORTEST = 60;
  private static final long LONGEST = Duration.ofDays(14).toSeconds();

  /** As the body wants them to become; what is absent stays. */
  static OrganizationSettings read(Fields in, OrganizationSettings old) {
    return new OrganizationSettings(
        word(in, "on_failed_page", OnFailedPage.values(), OnFailedPage::slug, old.onFailedPage()),
        word(in, "bundling", Bundling.values(), Bundling::slug, old.bundling()),
        word(in, "answer_links", AnswerLinkUse.values(), AnswerLinkUse::slug, old.answerLinks()),
        hours(in, old.answerLinkHours()),
        seconds(in, "acknowledge_remind_timeout", old.acknowledgeReminder()),
        seconds(in, "unacknowledge_timeout", old.unacknowledgeTimeout()),
        address(in, old.fallbackAddress()));
  }

  private static <E> E word(Fields in, String name, E[] all, Function<E, String> slug, E ifAbsent) {
    if (!in.has(name)) return ifAbsent;
    String word = in.text(name, WORD, "");
    for (E each : all) if (slug.apply(each).equals(word)) return each;
    if (!word.isEmpty()) in.error(name, "\"" + word + "\" is not a valid choice.");
    return ifAbsent;
  }

  private static int hours(Fields in, int ifAbsent) {
    long hours = in.integer("answer_link_hours", ifAbsent);
    if (hours >= 1 && hours <= LONGEST_LINK_HOURS) return (int) hours;
    in.error("answer_link_hours", "A number of hours from 1 to " + LONGEST_LINK_HOURS + ".");
    return ifAbsent;
  }

  private static Duration seconds(Fields in, String name, Duration ifAbsent) {
    long seconds = in.integer(name, ifAbsent.toSeconds());
    if (seconds == 0 || (seconds >= SHORTEST && seconds <= LONGEST)) {
      return Duration.ofSeconds(seconds);
    }
    in.error(name, "A number of seconds from " + SHORTEST + " to " + LONGEST + ", or 0 for never.");
    return ifAbsent;
  }

  private static @Nullable String address(Fields in, @Nullable String ifAbsent) {
    String address = in.reference("fallback_address", ifAbsent);
    if (address == null) return null;
    if (address.length() > ADDRESS || !PersonFields.plausible(address)) {
      in.error("fallback_address", "Enter a valid email address.");
    }
    return address;
  }

  static void show(OrganizationSettings settings, Map<String, @Nullable Object> to) {
    to.put("on_failed_page", settings.onFailedPage().slug());
    to.put("bundling", settings.bundling().slug());
    to.put("answer_links", settings.answerLinks().slug());
    to.put("answer_link_hours", settings.answerLinkHours());
    to.put("acknowledge_remind_timeout", settings.acknowledgeReminder().toSeconds());
    to.put("unacknowledge_timeout", settings.unacknowledgeTimeout().toSeconds());
    to.put("fallback_address", settings.fallbackAddress());
  }

  private OrganizationFields() {}
}
