package dev.watchbill.domain.escalation;

import dev.watchbill.domain.org.User;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told, and how that person can be reached now.
 *
 * @param user null when there is no such person any more
 * @param addresses the first usable one for each way
 */
public record PersonReach(@Nullable User user, PersonRules rules, Map<NotifyBy, String> addresses) {

  public PersonReach {
    addresses = Map.copyOf(addresses);
  }

  public Optional<String> address(NotifyBy by) {
    return Optional.ofNullable(addresses.get(by));
  }
}
