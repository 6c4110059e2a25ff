package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.LeftOut;
import dev.watchbill.handlers.http.Fields;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code users} and {@code rolling_users} of a shift (spec oncall-api §4.1): unknown ids are
 * dropped from the first, which the stories of its schedules tell, and refused in the second.
 */
final class ShiftPeople {
  private static final int MOST = 1_000;
  private static final int GROUPS = 500;

  private final Users users;

  @Inject
  ShiftPeople(Users users) {
    this.users = users;
  }

  /**
   * @param unknown what was named beside them, shortened; dropped
   */
  record Named(List<String> users, List<String> unknown) {}

  Named users(Call call, Fields in, Named ifAbsent) {
    if (!in.has("users")) return ifAbsent;
    Set<String> asked = new LinkedHashSet<>();
    switch (in.raw("users")) {
      case null -> {}
      // the original reads a text as a list of its characters, none of which is a user
      case String text -> {
        if (!text.isEmpty()) asked.add(text);
      }
      case List<?> list -> {
        for (Object each : list) asked.add(String.valueOf(each));
      }
      default -> in.error("users", "Expected a list of items.");
    }
    if (asked.size() > MOST) in.error("users", "At most " + MOST + " users.");
    if (in.hasErrors()) return new Named(List.of(), List.of());
    Set<String> known = in.raw("users") instanceof List<?> ? known(call, asked) : Set.of();
    return new Named(
        asked.stream().filter(known::contains).toList(),
        asked.stream()
            .filter(id -> !known.contains(id))
            .map(LeftOut::shortened)
            .distinct()
            .toList());
  }

  List<List<String>> groups(Call call, Fields in, List<List<String>> ifAbsent) {
    if (!in.has("rolling_users")) return ifAbsent;
    Object value = in.raw("rolling_users");
    if (value == null) return List.of();
    if (!(value instanceof List<?> list)) {
      in.error("rolling_users", "Expected a list of items.");
      return ifAbsent;
    }
    List<List<String>> groups = new ArrayList<>();
    Set<String> everybody = new HashSet<>();
    Map<String, @Nullable Object> wrong = new LinkedHashMap<>();
    for (Object each : list) {
      Set<String> group = new LinkedHashSet<>();
      if (each instanceof List<?> members) {
        for (Object member : members) {
          if (member instanceof String id) group.add(id);
          else wrong.put(Integer.toString(groups.size()), List.of("User does not exist"));
        }
      } else {
        wrong.put(Integer.toString(groups.size()), List.of("Expected a list of users"));
      }
      groups.add(List.copyOf(group));
      everybody.addAll(group);
    }
    if (groups.size() > GROUPS || everybody.size() > MOST) {
      in.error("rolling_users", "At most " + GROUPS + " groups and " + MOST + " users.");
      return ifAbsent;
    }
    Set<String> known = known(call, everybody);
    for (int i = 0; i < groups.size(); i++) {
      List<String> unknown = new ArrayList<>(groups.get(i));
      unknown.removeAll(known);
      if (!unknown.isEmpty()) {
        wrong.put(Integer.toString(i), List.of("User does not exist " + unknown));
      }
    }
    if (!wrong.isEmpty()) in.errorShape("rolling_users", wrong);
    return groups;
  }

  private Set<String> known(Call call, Set<String> ids) {
    Set<String> known = new HashSet<>();
    for (User user : users.those(call.org(), ids)) known.add(user.id());
    return known;
  }
}
