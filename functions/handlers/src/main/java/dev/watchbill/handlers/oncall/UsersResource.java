package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.escalation.PersonRules;
import dev.watchbill.domain.org.Address;
import dev.watchbill.domain.org.AddressKind;
import dev.watchbill.domain.org.Addresses;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.org.PersonAddresses;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.ExportToken;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.org.LastAdmin;
import dev.watchbill.engine.org.Membership;
import dev.watchbill.engine.schedule.UserChanges;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/users}: reads as spec oncall-api §9, writes by admins as DESIGN §6. Deleting a
 * user takes its tokens and its place in teams along.
 */
public final class UsersResource extends ConfigResource<User> {
  private final Users users;
  private final Teams teams;
  private final ApiTokens tokens;
  private final Organizations organizations;
  private final Membership membership;
  private final LastAdmin lastAdmin;
  private final ExportFeeds feeds;
  private final ExportTokens exportTokens;
  private final UserChanges schedules;
  private final NotificationRules rules;
  private final Addresses addresses;
  private final Commits commits;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  UsersResource(
      OnCallGate gate,
      Users users,
      Teams teams,
      ApiTokens tokens,
      Organizations organizations,
      Membership membership,
      LastAdmin lastAdmin,
      ExportFeeds feeds,
      ExportTokens exportTokens,
      UserChanges schedules,
      NotificationRules rules,
      Addresses addresses,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate, Role.VIEWER, Role.ADMIN, users, settings, commits);
    this.users = users;
    this.teams = teams;
    this.tokens = tokens;
    this.organizations = organizations;
    this.membership = membership;
    this.lastAdmin = lastAdmin;
    this.feeds = feeds;
    this.exportTokens = exportTokens;
    this.schedules = schedules;
    this.rules = rules;
    this.addresses = addresses;
    this.commits = commits;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected @Nullable Response open(Request request, List<String> below) {
    return below.size() == 2 && below.get(1).equals("schedule_export")
        ? feeds.ofUser(request, below.getFirst())
        : null;
  }

  @Override
  protected @Nullable Verbs verbs(List<String> below) {
    if (below.size() == 2 && below.get(1).equals("schedule_export")) {
      return new Verbs().on("GET", Role.NONE, _ -> notFound());
    }
    if (below.size() == 2 && below.get(1).equals("export_token")) {
      String id = below.getFirst();
      return new Verbs()
          .on("GET", reader(), call -> own(call, id, feeds::show))
          .on("POST", reader(), call -> own(call, id, feeds::make))
          .on("DELETE", reader(), call -> own(call, id, feeds::revoke));
    }
    if (below.equals(List.of("current"))) {
      return new Verbs()
          .on("GET", reader(), call -> Response.json(200, show(call.caller().user())));
    }
    return super.verbs(below);
  }

  private interface KeyAction {
    Response of(String org, String user, @Nullable String schedule);
  }

  /** The key to a user's feed is that user's own business; admins may see to it as well. */
  private Response own(Call call, String id, KeyAction action) {
    if (!call.caller().isAdmin() && !call.caller().user().id().equals(id)) {
      return refuse(new Problem.Forbidden("You do not have permission to perform this action."));
    }
    return users.find(call.org(), id).isEmpty() ? notFound() : action.of(call.org(), id, null);
  }

  @Override
  protected User create(Call call, Fields in) {
    checkTeams(call, in);
    ShortAddresses.check(in);
    User made = PersonFields.read(in, ids.next("U"), call.org(), 0, Role.EDITOR, clock.instant());
    // Numbers are not wasted on requests that fail.
    return in.problem().isPresent()
        ? made
        : numbered(made, organizations.next(call.org(), Counter.USERS));
  }

  @Override
  protected User update(Call call, User old, Fields in) {
    checkTeams(call, in);
    ShortAddresses.check(in);
    User changed = PersonFields.change(in, old);
    if (in.problem().isEmpty() && old.role() == Role.ADMIN && changed.role() != Role.ADMIN) {
      Problem problem = lastAdminGoes(old);
      if (problem != null) in.refuse(problem);
    }
    return changed;
  }

  @Override
  protected void saved(Call call, User user, Fields in) {
    if (ShortAddresses.any(in)) {
      commits.untilDone(
          () -> {
            PersonAddresses now = addresses.of(user.org(), user.id());
            PersonAddresses next = ShortAddresses.read(in, now, ids, clock.instant());
            return users.find(user.org(), user.id()).isEmpty()
                || addresses.replace(next) instanceof Saved.Done;
          });
    }
    if (in.has("teams")) membership.become(user, in.texts("teams", List.of()));
    // Who may be notified decides who is on call, and who is named how decides it in calendars.
    if (in.has("role") || in.has("username") || in.has("email")) schedules.forgetOnCall(user.org());
  }

  @Override
  protected @Nullable Problem undeletable(Call call, User user) {
    if (user.id().equals(call.caller().user().id())) {
      return new Problem.Refused("Nobody can delete the user they act as.");
    }
    return user.role() == Role.ADMIN ? lastAdminGoes(user) : null;
  }

  private void checkTeams(Call call, Fields in) {
    if (!membership.known(call.org(), in.texts("teams", List.of()))) {
      in.error("teams", Fields.NO_OBJECT);
    }
  }

  private @Nullable Problem lastAdminGoes(User admin) {
    return switch (lastAdmin.without(admin)) {
      case STAYS -> null;
      case NONE -> new Problem.Refused("The last admin of an organization cannot go.");
      case CONTENDED -> contended();
    };
  }

  /** A crash on the way leaves a user without tokens, who can be deleted again. */
  @Override
  protected void leaving(Call call, User user) {
    removeTokens(user);
    membership.become(user, List.of());
  }

  private void removeTokens(User user) {
    for (ApiToken token : tokens.all(user.org())) {
      if (token.userId().equals(user.id())) tokens.delete(token);
    }
    for (ExportToken token : exportTokens.all(user.org())) {
      if (token.user().equals(user.id())) exportTokens.delete(token);
    }
  }

  @Override
  protected void left(Call call, User user) {
    // One more may have been made before the user was gone; none can be made now.
    removeTokens(user);
    removeRules(user);
    schedules.forgetOnCall(user.org());
  }

  /** None can be made any more, but one may still be on its way out. */
  private void removeRules(User user) {
    commits.untilDone(
        () -> {
          PersonAddresses left = addresses.of(user.org(), user.id());
          return left.version() == 0 || addresses.delete(left) instanceof Saved.Done;
        });
    commits.untilDone(
        () -> {
          PersonRules left = rules.of(user.org(), user.id());
          return left.version() == 0 || rules.delete(left) instanceof Saved.Done;
        });
  }

  @Override
  protected List<User> filter(Call call, List<User> all, Fields in) {
    Request request = call.request();
    String username = request.parameter("username");
    String email = request.parameter("email");
    List<Role> roles = request.parameters("roles").stream().map(asked -> role(asked, in)).toList();
    return all.stream()
        .filter(user -> empty(username) || user.username().equalsIgnoreCase(username))
        .filter(user -> empty(email) || user.email().equalsIgnoreCase(email))
        .filter(user -> roles.isEmpty() || roles.contains(user.role()))
        .sorted(Comparator.comparingLong(User::grafanaId))
        .toList();
  }

  private static boolean empty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static Role role(String asked, Fields in) {
    Long number = Fields.integer(asked);
    if (number != null && number >= 0 && number < Role.values().length) {
      return Role.values()[number.intValue()];
    }
    in.error("roles", "Select a valid choice. " + asked + " is not one of the available choices.");
    return Role.NONE;
  }

  @Override
  protected List<Map<String, @Nullable Object>> showAll(Call call, List<User> page) {
    if ("true".equals(call.request().parameter("short"))) {
      return page.stream().map(user -> brief(user, known(page).get(user.id()))).toList();
    }
    List<Team> all = page.isEmpty() ? List.of() : teams.all(call.org());
    Map<String, PersonAddresses> known = known(page);
    return page.stream().map(user -> show(user, all, known.get(user.id()))).toList();
  }

  private Map<String, PersonAddresses> known(List<User> page) {
    Map<String, PersonAddresses> known = new HashMap<>();
    if (page.isEmpty()) return known;
    for (PersonAddresses each : addresses.all(page.getFirst().org()))
      known.put(each.userId(), each);
    return known;
  }

  @Override
  protected Map<String, @Nullable Object> show(User user) {
    return show(user, teams.all(user.org()), addresses.of(user.org(), user.id()));
  }

  /** A new user as answers show it. */
  static Map<String, @Nullable Object> show(User user, List<Team> teams) {
    return show(user, teams, null);
  }

  private static Map<String, @Nullable Object> show(
      User user, List<Team> teams, @Nullable PersonAddresses addresses) {
    Map<String, @Nullable Object> shown = brief(user, addresses);
    List<Address> slack = addresses == null ? List.of() : addresses.usable(AddressKind.SLACK);
    shown.put(
        "slack",
        slack.isEmpty() ? null : Map.of("user_id", slack.getFirst().value(), "team_id", ""));
    shown.put("timezone", user.timezone());
    shown.put(
        "teams",
        teams.stream().filter(team -> team.users().contains(user.id())).map(Team::id).toList());
    return shown;
  }

  private static Map<String, @Nullable Object> brief(
      User user, @Nullable PersonAddresses addresses) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", user.id());
    shown.put("grafana_id", user.grafanaId());
    shown.put("email", user.email());
    shown.put("username", user.username());
    shown.put("name", user.name());
    shown.put("avatar_url", user.avatarUrl());
    shown.put("role", user.role().slug());
    shown.put(
        "is_phone_number_verified",
        addresses != null && !addresses.usable(AddressKind.PHONE).isEmpty());
    return shown;
  }

  static User numbered(User user, long number) {
    return new User(
        user.id(),
        user.org(),
        number,
        user.username(),
        user.email(),
        user.name(),
        user.role(),
        user.timezone(),
        user.avatarUrl(),
        user.createdAt(),
        user.version());
  }

  @Override
  protected int pageLength() {
    return 100;
  }

  @Override
  protected Problem duplicate() {
    return new Problem.Invalid(
        Map.of("username", List.of("A user with that username already exists.")));
  }
}
