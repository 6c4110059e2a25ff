package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.TeamsPreferences;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.escalation.PagingIntegrations;
import dev.watchbill.engine.org.TeamUse;
import dev.watchbill.handlers.http.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/teams}: the teams of the OnCall dialect, seen by number. The uid shown is the public
 * id of that dialect and finds the team too.
 */
public final class GrafanaTeamsResource extends GrafanaResource {
  private static final int NAME = 190;
  private static final Permission READ = reader("teams:read");
  private static final Permission WRITE = admin("teams:write");
  private static final Permission MEMBERS = admin("teams.permissions:write");

  private final Teams teams;
  private final Users users;
  private final TeamsPreferences preferences;
  private final PreferencesRequests wishes;
  private final TeamUse use;
  private final PagingIntegrations paging;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  private final Commits commits;

  @Inject
  GrafanaTeamsResource(
      GrafanaGate gate,
      Teams teams,
      Users users,
      TeamsPreferences preferences,
      PreferencesRequests wishes,
      TeamUse use,
      PagingIntegrations paging,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate);
    this.commits = commits;
    this.teams = teams;
    this.users = users;
    this.preferences = preferences;
    this.wishes = wishes;
    this.use = use;
    this.paging = paging;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> path) {
    if (path.size() == 1) {
      return new Verbs().on("POST", admin("teams:create"), call -> withMembers(call, this::create));
    }
    String id = path.get(1);
    if (path.size() == 2) {
      if (id.equals("search")) return new Verbs().on("GET", READ, this::search);
      return new Verbs()
          .on("GET", READ, call -> with(call, id, team -> Response.json(200, show(call, team))))
          .on("PUT", WRITE, call -> withMembers(call, (c, in) -> update(c, id, in)))
          .on("DELETE", admin("teams:delete"), call -> with(call, id, this::delete));
    }
    return switch (path.get(2)) {
      case "members" -> members(id, path.size() == 4 ? path.get(3) : null, path.size());
      case "preferences" ->
          path.size() > 3
              ? null
              : new Verbs()
                  .on(
                      "GET",
                      READ,
                      call -> with(call, id, team -> wishes.get(team.org(), team.id())))
                  .on(
                      "PUT",
                      WRITE,
                      call ->
                          withMembers(
                              call,
                              (c, in) ->
                                  with(
                                      c, id, team -> wishes.set(team.org(), team.id(), in, true))));
      default -> null;
    };
  }

  private @Nullable Verbs members(String id, @Nullable String member, int length) {
    if (member != null) {
      return new Verbs().on("DELETE", MEMBERS, call -> removeMember(call, id, Numbers.of(member)));
    }
    if (length > 3) return null;
    return new Verbs()
        .on("GET", READ, call -> with(call, id, team -> showMembers(call, team)))
        .on("POST", MEMBERS, call -> withMembers(call, (c, in) -> addMember(c, id, in)))
        .on("PUT", MEMBERS, call -> withMembers(call, (c, in) -> setMembers(c, id, in)));
  }

  private Optional<Team> found(Call call, String id) {
    long number = Numbers.of(id);
    if (number == 0) return teams.find(call.org(), id);
    return teams.all(call.org()).stream().filter(team -> team.grafanaId() == number).findFirst();
  }

  private Response with(Call call, String id, java.util.function.Function<Team, Response> then) {
    return found(call, id).map(then).orElseGet(GrafanaTeamsResource::gone);
  }

  private Response search(Call call) {
    String query = call.request().parameter("query");
    String name = call.request().parameter("name");
    List<Team> found =
        teams.all(call.org()).stream()
            .filter(team -> query == null || lower(team.name()).contains(lower(query)))
            .filter(team -> name == null || name.isEmpty() || team.name().equals(name))
            .sorted(Comparator.comparing(team -> lower(team.name())))
            .toList();
    List<Map<String, @Nullable Object>> page = new ArrayList<>();
    Numbers.page(call.request(), 1, found).forEach(team -> page.add(show(call, team)));
    long length = Numbers.of(call.request().parameter("perpage"));
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("totalCount", found.size());
    shown.put("teams", page);
    shown.put("page", Math.max(1, Numbers.of(call.request().parameter("page"))));
    shown.put("perPage", length == 0 ? 1_000 : length);
    return Response.json(200, shown);
  }

  private static String lower(String text) {
    return LetterCase.lower(text);
  }

  private Response create(Call call, Members in) {
    String name = in.text("name").strip();
    String email = in.text("email");
    if (in.misshapen() || name.isEmpty() || name.length() > NAME) return Errors.badData();
    Team team =
        new Team(
            ids.next("T"),
            call.org(),
            organizations.next(call.org(), Counter.TEAMS),
            name,
            email,
            "",
            List.of(),
            clock.instant(),
            1);
    Map<String, ?> answer =
        Map.of("message", "Team created", "teamId", team.grafanaId(), "uid", team.id());
    return written(
            teams.create(team),
            () -> {
              paging.of(team.org(), team);
              return Response.json(200, answer);
            },
            GrafanaTeamsResource::nameTaken)
        .orElseGet(Errors::contended);
  }

  private Response update(Call call, String id, Members in) {
    String name = in.text("name").strip();
    String email = in.text("email");
    if (in.misshapen() || name.isEmpty() || name.length() > NAME) return Errors.badData();
    return change(
        call,
        id,
        "Team updated",
        old ->
            new Team(
                old.id(),
                old.org(),
                old.grafanaId(),
                name,
                email,
                old.avatarUrl(),
                old.users(),
                old.createdAt(),
                old.version()));
  }

  private Response delete(Team team) {
    if (use.of(team)) return Errors.plain(400, TeamUse.REFUSAL);
    return untilWritten(
        commits,
        () -> {
          Optional<Team> now = teams.find(team.org(), team.id());
          if (now.isEmpty()) return Optional.of(gone());
          if (!(teams.delete(now.get()) instanceof Saved.Done)) return Optional.empty();
          // One that a crash leaves behind is found by no id: they are not used again.
          preferences.find(team.org(), team.id()).ifPresent(preferences::delete);
          paging.removed(team);
          return Optional.of(message("Team deleted"));
        });
  }

  private Response showMembers(Call call, Team team) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (User user : users.all(call.org())) {
      if (!team.users().contains(user.id())) continue;
      Map<String, @Nullable Object> member = new LinkedHashMap<>();
      member.put("orgId", call.orgNumber());
      member.put("teamId", team.grafanaId());
      member.put("teamUID", team.id());
      member.put("userId", user.grafanaId());
      member.put("userUID", user.id());
      member.put("email", user.email());
      member.put("name", user.name());
      member.put("login", user.username());
      member.put("avatarUrl", user.avatarUrl());
      member.put("labels", List.of());
      member.put("permission", 0);
      shown.add(member);
    }
    return Response.json(200, shown);
  }

  private Response addMember(Call call, String id, Members in) {
    long number = in.number("userId", 0);
    if (in.misshapen() || number <= 0) return Errors.badData();
    Optional<User> user = user(call, number);
    if (user.isEmpty()) return Errors.plain(404, "user not found");
    Optional<Team> team = found(call, id);
    if (team.isPresent() && team.get().users().contains(user.get().id())) {
      return Errors.plain(400, "User is already added to this team");
    }
    return change(
        call,
        id,
        "Member added to Team",
        old -> {
          List<String> more = new ArrayList<>(old.users());
          if (!more.contains(user.get().id())) more.add(user.get().id());
          return old.withUsers(more);
        });
  }

  private Response removeMember(Call call, String id, long number) {
    Optional<User> user = user(call, number);
    Optional<Team> team = found(call, id);
    if (team.isEmpty()) return gone();
    if (user.isEmpty() || !team.get().users().contains(user.get().id())) {
      return Errors.plain(404, "Team member not found");
    }
    return change(
        call,
        id,
        "Team Member removed",
        old -> {
          List<String> fewer = new ArrayList<>(old.users());
          fewer.remove(user.get().id());
          return old.withUsers(fewer);
        });
  }

  /** All at once, by e-mail address. Members and admins of a team are the same here. */
  private Response setMembers(Call call, String id, Members in) {
    List<String> emails = new ArrayList<>();
    List<String> members = in.textsOrNull("members");
    List<String> admins = in.textsOrNull("admins");
    if (in.misshapen()) return Errors.badData();
    if (members != null) emails.addAll(members);
    if (admins != null) emails.addAll(admins);
    List<User> all = users.all(call.org());
    List<String> wanted = new ArrayList<>();
    for (String email : emails) {
      Optional<User> user =
          all.stream().filter(each -> each.email().equalsIgnoreCase(email)).findFirst();
      if (user.isEmpty()) return Errors.plain(404, "Team member not found");
      if (!wanted.contains(user.get().id())) wanted.add(user.get().id());
    }
    return change(call, id, "Team memberships have been updated", old -> old.withUsers(wanted));
  }

  private Optional<User> user(Call call, long number) {
    return users.all(call.org()).stream().filter(each -> each.grafanaId() == number).findFirst();
  }

  private Response change(Call call, String id, String done, UnaryOperator<Team> change) {
    return untilWritten(
        commits,
        () -> {
          Optional<Team> old = found(call, id);
          return old.isEmpty()
              ? Optional.of(gone())
              : written(
                  teams.replace(change.apply(old.get())),
                  () -> message(done),
                  GrafanaTeamsResource::nameTaken);
        });
  }

  private static Response message(String message) {
    return Response.json(200, Map.of("message", message));
  }

  private static Response gone() {
    return Errors.plain(404, "Team not found");
  }

  private static Response nameTaken() {
    return Errors.known(409, "team.name-taken", "Team name taken");
  }

  private static Map<String, @Nullable Object> show(Call call, Team team) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", team.grafanaId());
    shown.put("uid", team.id());
    shown.put("orgId", call.orgNumber());
    shown.put("name", team.name());
    shown.put("email", team.email() == null ? "" : team.email());
    shown.put("avatarUrl", team.avatarUrl());
    shown.put("memberCount", team.users().size());
    shown.put("isProvisioned", false);
    shown.put("externalUID", "");
    shown.put("permission", 0);
    return shown;
  }
}
