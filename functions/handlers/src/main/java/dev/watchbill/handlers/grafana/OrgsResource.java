package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/orgs}, for admins of the first organisation, and {@code /api/org}, the one acted in.
 * They are the organisations of every dialect.
 */
public final class OrgsResource extends GrafanaResource {
  private static final int NAME = 200;
  private static final Permission READ = Permission.ofServer("orgs:read");
  private static final Permission CREATE = Permission.ofServer("orgs:create");
  private static final Permission WRITE = Permission.ofServer("orgs:write");
  private static final Permission DELETE = Permission.ofServer("orgs:delete");

  private final Organizations organizations;
  private final Users users;
  private final PreferencesRequests wishes;
  private final OrganizationRemoval removal;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  OrgsResource(
      GrafanaGate gate,
      Organizations organizations,
      Users users,
      PreferencesRequests wishes,
      OrganizationRemoval removal,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate);
    this.commits = commits;
    this.organizations = organizations;
    this.users = users;
    this.wishes = wishes;
    this.removal = removal;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    return path.getFirst().equals("org") ? own(path) : all(path);
  }

  private @Nullable Verbs own(List<String> path) {
    if (path.size() == 1) {
      return new Verbs()
          .on("GET", reader("orgs:read"), call -> Response.json(200, show(acting(call))))
          .on("PUT", admin("orgs:write"), call -> rename(call, call.orgNumber()));
    }
    if (path.size() == 2 && path.getLast().equals("users")) {
      return new Verbs().on("GET", admin("org.users:read"), call -> users(acting(call)));
    }
    if (path.size() == 2 && path.getLast().equals("preferences")) {
      Permission write = admin("orgs.preferences:write");
      return new Verbs()
          .on("GET", admin("orgs.preferences:read"), call -> wishes.get(call.org(), call.org()))
          .on("PUT", write, call -> withMembers(call, (c, in) -> prefer(c, in, true)))
          .on("PATCH", write, call -> withMembers(call, (c, in) -> prefer(c, in, false)));
    }
    return null;
  }

  private Response prefer(Call call, Members in, boolean whole) {
    return wishes.set(call.org(), call.org(), in, whole);
  }

  private @Nullable Verbs all(List<String> path) {
    if (path.size() == 1) {
      return new Verbs()
          .on("GET", READ, this::list)
          .on("POST", CREATE, call -> withMembers(call, this::create));
    }
    if (path.size() == 3 && path.get(1).equals("name")) {
      return new Verbs().on("GET", READ, call -> byName(path.getLast()));
    }
    long number = Numbers.of(path.get(1));
    if (path.size() == 2) {
      return new Verbs()
          .on("GET", READ, call -> get(number))
          .on("PUT", WRITE, call -> rename(call, number))
          .on("DELETE", DELETE, call -> delete(number));
    }
    if (path.size() == 3 && path.getLast().equals("users")) {
      return new Verbs()
          .on(
              "GET",
              Permission.ofServer("org.users:read"),
              call ->
                  organizations.byNumber(number).map(this::users).orElseGet(OrgsResource::gone));
    }
    return null;
  }

  /** Pages count from 0; a page beyond the last one is empty. */
  private Response list(Call call) {
    String query = call.request().parameter("query");
    String name = call.request().parameter("name");
    List<Map<String, Object>> shown =
        Numbers.page(call.request(), 0, inOrder()).stream()
            .filter(org -> query == null || lower(org.name()).contains(lower(query)))
            .filter(org -> name == null || name.isEmpty() || org.name().equals(name))
            .map(org -> Map.<String, Object>of("id", org.number(), "name", org.name()))
            .toList();
    return Response.json(200, shown);
  }

  /** A new one never comes before the end of a page that a client has read already. */
  private List<Organization> inOrder() {
    return organizations.all().stream()
        .sorted(Comparator.comparingLong(Organization::number))
        .toList();
  }

  private static String lower(String text) {
    return LetterCase.lower(text);
  }

  private Response get(long number) {
    return organizations
        .byNumber(number)
        .map(org -> Response.json(200, show(org)))
        .orElseGet(OrgsResource::gone);
  }

  private Response byName(String name) {
    return named(name).map(org -> Response.json(200, show(org))).orElseGet(OrgsResource::gone);
  }

  private Optional<Organization> named(String name) {
    return organizations.all().stream().filter(org -> org.name().equals(name)).findFirst();
  }

  /**
   * As in the original, whoever makes an organisation is its first admin: a user of the same name
   * and address, without a token, since a token belongs to one organisation.
   */
  private Response create(Call call, Members in) {
    String name = in.text("name").strip();
    if (in.misshapen() || name.isEmpty() || name.length() > NAME) return Errors.badData();
    // Names only tell organisations apart for people: of two made at the same moment both stay.
    if (named(name).isPresent())
      return Errors.known(409, "org.name-taken", "Organization name taken");
    if (organizations.all().size() >= Rows.LIMIT) return Errors.quota();
    Instant now = clock.instant();
    Organization made =
        new Organization(ids.next("O"), organizations.nextNumber(), name, false, now, 1);
    User maker = call.caller().user();
    User admin =
        new User(
            ids.next("U"),
            made.id(),
            organizations.next(made.id(), Counter.USERS),
            maker.username(),
            maker.email(),
            maker.name(),
            Role.ADMIN,
            maker.timezone(),
            maker.avatarUrl(),
            now,
            1);
    return switch (organizations.create(made, admin)) {
      case Saved.Done _ ->
          Response.json(200, Map.of("orgId", made.number(), "message", "Organization created"));
      case Saved.Full _ -> Errors.quota();
      case Saved.TooLarge large -> Errors.tooLarge(large);
      case Saved.Stale _, Saved.Duplicate _ -> Errors.contended();
    };
  }

  private Response rename(Call call, long number) {
    return withMembers(
        call,
        (c, in) -> {
          String name = in.text("name").strip();
          if (in.misshapen() || name.isEmpty() || name.length() > NAME) return Errors.badData();
          return rename(number, name, c.caller().ofServer());
        });
  }

  /**
   * Whoever may not see the other organisations is not told that one of them has this name: names
   * only tell them apart for people, and are not unique.
   */
  private Response rename(long number, String name, boolean seesAll) {
    return untilWritten(
        commits,
        () -> {
          Optional<Organization> org = organizations.byNumber(number);
          if (org.isEmpty()) return Optional.of(gone());
          if (seesAll && named(name).filter(other -> other.number() != number).isPresent()) {
            return Optional.of(Errors.known(409, "org.name-taken", "Organization name taken"));
          }
          Organization old = org.get();
          Saved saved =
              organizations.replace(
                  new Organization(
                      old.id(),
                      number,
                      name,
                      old.first(),
                      old.createdAt(),
                      old.settings(),
                      old.version()));
          return saved instanceof Saved.Done
              ? Optional.of(Response.json(200, Map.of("message", "Organization updated")))
              : Optional.empty();
        });
  }

  private Response delete(long number) {
    Optional<Organization> org = organizations.byNumber(number);
    if (org.isEmpty()) return gone();
    // Its admins are who may act everywhere: without it nobody could.
    if (org.get().first()) return Errors.plain(400, "The first organization cannot be deleted");
    return removal.remove(org.get())
        ? Response.json(200, Map.of("message", "Organization deleted"))
        : Errors.contended();
  }

  private Response users(Organization organization) {
    return Response.json(
        200,
        users.all(organization.id()).stream()
            .sorted(Comparator.comparingLong(User::grafanaId))
            .map(user -> member(organization, user))
            .toList());
  }

  private static Organization acting(Call call) {
    return call.caller().organization();
  }

  private static Response gone() {
    return Errors.plain(404, "Organization not found");
  }

  private static Map<String, @Nullable Object> show(Organization organization) {
    Map<String, @Nullable Object> address = new LinkedHashMap<>();
    for (String line : List.of("address1", "address2", "city", "zipCode", "state", "country")) {
      address.put(line, "");
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", organization.number());
    shown.put("name", organization.name());
    shown.put("address", address);
    return shown;
  }

  private static Map<String, @Nullable Object> member(Organization organization, User user) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("orgId", organization.number());
    shown.put("userId", user.grafanaId());
    shown.put("email", user.email());
    shown.put("name", user.name());
    shown.put("avatarUrl", user.avatarUrl());
    shown.put("login", user.username());
    shown.put("role", GrafanaUsersResource.roleName(user.role()));
    shown.put("isDisabled", false);
    return shown;
  }
}
