package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/users}, read only. A user belongs to one organisation here, so the list is the one of
 * the organisation acted in, and numbers are those of the OnCall dialect.
 */
public final class GrafanaUsersResource extends GrafanaResource {
  private static final Permission READ = admin("users:read");

  private final Users users;

  @Inject
  GrafanaUsersResource(GrafanaGate gate, Users users) {
    super(gate);
    this.users = users;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    return switch (path.size()) {
      case 1 ->
          new Verbs()
              .on(
                  "GET",
                  READ,
                  call ->
                      Response.json(
                          200, showAll(call, Numbers.page(call.request(), 1, found(call)))));
      case 2 ->
          new Verbs()
              .on(
                  "GET",
                  READ,
                  call ->
                      switch (path.getLast()) {
                        case "search" -> search(call);
                        case "lookup" -> lookUp(call);
                        default -> get(call, Numbers.of(path.getLast()));
                      });
      default -> null;
    };
  }

  private Response search(Call call) {
    List<User> found = found(call);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("totalCount", found.size());
    shown.put("users", showAll(call, Numbers.page(call.request(), 1, found)));
    shown.put("page", Math.max(1, Numbers.of(call.request().parameter("page"))));
    long length = Numbers.of(call.request().parameter("perpage"));
    shown.put("perPage", length == 0 ? 1_000 : length);
    return Response.json(200, shown);
  }

  private List<User> found(Call call) {
    String query = call.request().parameter("query");
    String wanted = query == null ? "" : lower(query);
    return users.all(call.org()).stream()
        .filter(
            user ->
                lower(user.username()).contains(wanted)
                    || lower(user.email()).contains(wanted)
                    || lower(user.name()).contains(wanted))
        .sorted(Comparator.comparingLong(User::grafanaId))
        .toList();
  }

  private Response lookUp(Call call) {
    String wanted = call.request().parameter("loginOrEmail");
    if (wanted == null || wanted.isEmpty()) return Errors.badData();
    return one(
        call,
        user -> user.username().equalsIgnoreCase(wanted) || user.email().equalsIgnoreCase(wanted));
  }

  private Response get(Call call, long number) {
    return one(call, user -> user.grafanaId() == number);
  }

  private Response one(Call call, Predicate<User> wanted) {
    Optional<User> found = users.all(call.org()).stream().filter(wanted).findFirst();
    if (found.isEmpty()) return Errors.plain(404, "user not found");
    Map<String, @Nullable Object> shown = show(call, found.get());
    shown.put("orgId", call.orgNumber());
    shown.put("createdAt", found.get().createdAt().toString());
    return Response.json(200, shown);
  }

  private static List<Map<String, @Nullable Object>> showAll(Call call, List<User> page) {
    return page.stream().map(user -> show(call, user)).toList();
  }

  private static Map<String, @Nullable Object> show(Call call, User user) {
    boolean ofServer = call.caller().organization().first() && user.role() == Role.ADMIN;
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", user.grafanaId());
    shown.put("name", user.name());
    shown.put("login", user.username());
    shown.put("email", user.email());
    shown.put("avatarUrl", user.avatarUrl());
    shown.put("isAdmin", ofServer);
    shown.put("isGrafanaAdmin", ofServer);
    shown.put("isDisabled", false);
    shown.put("authLabels", List.of());
    return shown;
  }

  /** As this dialect writes it: {@code Admin}. */
  static String roleName(Role role) {
    return role.name().charAt(0) + lower(role.name().substring(1));
  }

  private static String lower(String text) {
    return LetterCase.lower(text);
  }
}
