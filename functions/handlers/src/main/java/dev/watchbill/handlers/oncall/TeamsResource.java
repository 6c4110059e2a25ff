package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.escalation.PagingIntegrations;
import dev.watchbill.engine.org.TeamUse;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/teams}: reads as spec oncall-api §10, writes by admins as DESIGN §6. */
public final class TeamsResource extends ConfigResource<Team> {
  private static final int LONGEST = 200;

  private final Users users;
  private final TeamUse use;
  private final PagingIntegrations paging;
  private final Organizations organizations;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  TeamsResource(
      OnCallGate gate,
      Teams teams,
      Users users,
      TeamUse use,
      PagingIntegrations paging,
      Organizations organizations,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate, Role.VIEWER, Role.ADMIN, teams, settings, commits);
    this.users = users;
    this.use = use;
    this.paging = paging;
    this.organizations = organizations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected Team create(Call call, Fields in) {
    String name = in.text("name", LONGEST);
    String email = email(in, null);
    String avatar = avatar(in, "");
    List<String> members = members(call, in, List.of());
    long number = in.problem().isPresent() ? 0 : organizations.next(call.org(), Counter.TEAMS);
    return new Team(
        ids.next("T"), call.org(), number, name, email, avatar, members, clock.instant(), 1);
  }

  @Override
  protected Team update(Call call, Team old, Fields in) {
    return new Team(
        old.id(),
        old.org(),
        old.grafanaId(),
        in.text("name", LONGEST, old.name()),
        email(in, old.email()),
        avatar(in, old.avatarUrl()),
        members(call, in, old.users()),
        old.createdAt(),
        old.version());
  }

  /** May be null, and may be empty (spec oncall-api §10). */
  private static @Nullable String email(Fields in, @Nullable String ifAbsent) {
    if (!in.has("email")) return ifAbsent;
    if (in.isNull("email")) return null;
    String email = in.reference("email", null);
    return email == null ? "" : email;
  }

  private static String avatar(Fields in, String ifAbsent) {
    String avatar = in.reference("avatar_url", ifAbsent);
    return avatar == null ? "" : avatar;
  }

  private List<String> members(Call call, Fields in, List<String> ifAbsent) {
    List<String> members = in.texts("users", ifAbsent).stream().distinct().toList();
    if (!in.has("users") || members.isEmpty()) return members;
    List<String> known = users.all(call.org()).stream().map(User::id).toList();
    if (!known.containsAll(members)) in.error("users", Fields.NO_OBJECT);
    return members;
  }

  /** What belongs to a team would lead nowhere without it. */
  @Override
  protected @Nullable Problem undeletable(Call call, Team team) {
    return use.of(team) ? new Problem.Refused(TeamUse.REFUSAL) : null;
  }

  @Override
  protected void saved(Call call, Team team, Fields in) {
    if (team.version() == 1) paging.of(team.org(), team);
  }

  @Override
  protected void left(Call call, Team team) {
    paging.removed(team);
  }

  @Override
  protected List<Team> filter(Call call, List<Team> all, Fields in) {
    String name = call.request().parameter("name");
    return all.stream()
        .filter(team -> name == null || name.isEmpty() || team.name().equals(name))
        .sorted(Comparator.comparingLong(Team::grafanaId))
        .toList();
  }

  @Override
  protected Map<String, @Nullable Object> show(Team team) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", team.id());
    shown.put("grafana_id", team.grafanaId());
    shown.put("name", team.name());
    shown.put("email", team.email());
    shown.put("avatar_url", team.avatarUrl());
    shown.put("users", team.users());
    return shown;
  }

  /** The team with these members. */
  @Override
  protected Problem duplicate() {
    return new Problem.Invalid(Map.of("name", List.of("A team with this name already exists.")));
  }
}
