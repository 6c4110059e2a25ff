package dev.watchbill.domain.schedule.ical;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.org.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whom a name in a calendar means: the user of exactly this username, or of this e-mail address in
 * any case (spec oncall-behaviour §8.8). Only those who may be notified are anybody.
 */
public final class CalendarNames implements Function<String, List<String>> {

  private final Map<String, List<String>> byUsername = new HashMap<>();
  private final Map<String, List<String>> byEmail = new HashMap<>();

  public CalendarNames(Collection<User> users, Predicate<User> notifiable) {
    for (User user : users) {
      if (!notifiable.test(user)) continue;
      byUsername.computeIfAbsent(user.username(), _ -> new ArrayList<>()).add(user.id());
      byEmail
          .computeIfAbsent(LetterCase.lower(user.email()), _ -> new ArrayList<>())
          .add(user.id());
    }
  }

  @Override
  public List<String> apply(String name) {
    List<String> named = byUsername.getOrDefault(name, List.of());
    List<String> addressed = byEmail.getOrDefault(LetterCase.lower(name), List.of());
    if (named.isEmpty()) return addressed;
    List<String> all = new ArrayList<>(named);
    for (String id : addressed) if (!all.contains(id)) all.add(id);
    return all;
  }
}
