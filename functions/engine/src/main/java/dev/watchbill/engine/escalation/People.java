package dev.watchbill.engine.escalation;

import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.escalation.NotifyBy;
import dev.watchbill.domain.escalation.PersonReach;
import dev.watchbill.domain.escalation.PersonRules;
import dev.watchbill.domain.org.AddressKind;
import dev.watchbill.domain.org.Addresses;
import dev.watchbill.domain.org.PersonAddresses;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/** How people can be reached now: their rules are read when their turn comes (§7.4). */
public final class People {
  private final Users users;
  private final NotificationRules rules;
  private final Addresses reachable;

  @Inject
  public People(Users users, NotificationRules rules, Addresses reachable) {
    this.users = users;
    this.rules = rules;
    this.reachable = reachable;
  }

  /** The person, the rules and the addresses, as they are now. */
  public PersonReach reach(String org, String userId) {
    User user = users.find(org, userId).orElse(null);
    Map<NotifyBy, String> addresses = new EnumMap<>(NotifyBy.class);
    if (user != null) {
      addresses.put(NotifyBy.EMAIL, user.email());
      PersonAddresses known = reachable.of(org, userId);
      for (NotifyBy by : NotifyBy.values()) {
        AddressKind kind = AddressKind.of(by.channel());
        // What is a key is named by its id: the row of a delivery is no place for keys.
        known.usable(kind).stream()
            .findFirst()
            .ifPresent(each -> addresses.put(by, kind.secret() ? each.id() : each.value()));
      }
    }
    return new PersonReach(user, rules.of(org, userId), addresses);
  }

  /** Only the rules. */
  public PersonRules rules(String org, String userId) {
    return rules.of(org, userId);
  }
}
