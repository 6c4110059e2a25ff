package dev.watchbill.handlers.oncall;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.ApiTokens;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.ExportTokens;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.schedule.ShiftSwaps;
import dev.watchbill.domain.schedule.Shifts;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.alert.DemoAlertSender;
import dev.watchbill.engine.escalation.PagingIntegrations;
import dev.watchbill.engine.heartbeat.HeartbeatSignals;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.engine.org.LastAdmin;
import dev.watchbill.engine.org.Membership;
import dev.watchbill.engine.org.TeamUse;
import dev.watchbill.engine.schedule.ScheduleStates;
import dev.watchbill.engine.schedule.ScheduleWrites;
import dev.watchbill.engine.schedule.ShiftWrites;
import dev.watchbill.engine.schedule.SwapWrites;
import dev.watchbill.engine.schedule.UserChanges;
import dev.watchbill.handlers.golden.GoldenReplay;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Resource;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.intake.IntakeParts;
import dev.watchbill.handlers.jobs.EngineParts;
import dev.watchbill.handlers.jobs.JobFixtures;
import dev.watchbill.handlers.jobs.TimerJob;
import dev.watchbill.storage.DynamoAddresses;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.DynamoApiTokens;
import dev.watchbill.storage.DynamoCalendarCopies;
import dev.watchbill.storage.DynamoDamagedRows;
import dev.watchbill.storage.DynamoEscalationChains;
import dev.watchbill.storage.DynamoExportTokens;
import dev.watchbill.storage.DynamoHeartbeats;
import dev.watchbill.storage.DynamoIntegrations;
import dev.watchbill.storage.DynamoLimits;
import dev.watchbill.storage.DynamoNotificationRules;
import dev.watchbill.storage.DynamoOrganizations;
import dev.watchbill.storage.DynamoRotas;
import dev.watchbill.storage.DynamoScheduleWatches;
import dev.watchbill.storage.DynamoSchedules;
import dev.watchbill.storage.DynamoShiftSwaps;
import dev.watchbill.storage.DynamoShifts;
import dev.watchbill.storage.DynamoTeams;
import dev.watchbill.storage.DynamoUsers;
import dev.watchbill.storage.DynamoWebhooks;
import dev.watchbill.storage.InterposedTable;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.SecretBox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The resources of this room on the real stores over a table in memory. */
final class TestDeployment implements GoldenReplay.Passing {
  static final String BASE = "https://watchbill.example";
  static final String ADMIN = "a".repeat(64);

  final MemoryTable table;

  /** The same table, as the writes of schedules, shifts and swaps see it. */
  final InterposedTable raced;

  final Integrations integrations;
  final Heartbeats heartbeats;
  final Users users;
  final TestCalendars calendars = new TestCalendars();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2030-03-01T12:00:00Z"));
  private final Map<String, Resource> resources = new HashMap<>();
  private final TimerJob maintenanceEnd;
  private final TimerJob shiftEvaluation;
  private final Resource unknown = new UnknownResource();

  TestDeployment(boolean limited) {
    // Every look at the clock is a microsecond later, so that things are made one after the other.
    InstantSource clock = () -> now.updateAndGet(instant -> instant.plusNanos(1_000));
    Random random = new Random(4711);
    PublicIds ids = new PublicIds(() -> random);
    Settings settings = new Settings(BASE + "/", limited, "mail.example");
    SecretBox secrets = new SecretBox(new byte[32]);
    table = new MemoryTable(clock);
    raced = new InterposedTable(table);
    users = new DynamoUsers(table);
    Teams teams = new DynamoTeams(table);
    ApiTokens tokens = new DynamoApiTokens(table);
    Organizations organizations = new DynamoOrganizations(table);
    integrations = new DynamoIntegrations(table, secrets);
    EscalationChains chains = new DynamoEscalationChains(table, secrets);
    heartbeats = new DynamoHeartbeats(table);
    OnCallGate gate =
        new OnCallGate(
            tokens,
            users,
            organizations,
            new DynamoLimits(table),
            new DynamoDamagedRows(table),
            settings,
            clock);
    Jinja jinja = new Jinja(clock);
    TeamFields teamFields = new TeamFields(teams);
    RouteFields routeFields = new RouteFields(chains);
    Commits commits = EngineParts.commits(table, EngineParts.NO_QUEUE, clock);
    HeartbeatFields heartbeatFields =
        new HeartbeatFields(heartbeats, new HeartbeatSignals(heartbeats, commits));
    IntegrationView view = new IntegrationView(settings, heartbeatFields);
    Shifts shifts = new DynamoShifts(table);
    Schedules schedules = new DynamoSchedules(table);
    ShiftSwaps swaps = new DynamoShiftSwaps(table);
    ExportTokens exportTokens = new DynamoExportTokens(table);
    Rotas rotas = new DynamoRotas(raced, users, calendars);
    ScheduleStates states = new ScheduleStates(rotas, clock);
    Commits racedCommits = EngineParts.commits(raced, EngineParts.NO_QUEUE, clock);
    shiftEvaluation =
        JobFixtures.shiftEvaluation(
            table,
            clock,
            schedules,
            new DynamoScheduleWatches(table),
            rotas,
            calendars,
            new DynamoCalendarCopies(table));
    ExportFeeds feeds =
        new ExportFeeds(
            exportTokens,
            users,
            schedules,
            rotas,
            TestCalendars::text,
            settings,
            ids,
            clock,
            commits);
    ShiftFields shiftFields = new ShiftFields(teamFields, new ShiftPeople(users));
    resources.put(
        "on_call_shifts",
        new OnCallShiftsResource(
            gate,
            new ShiftWrites(shifts, schedules, states, ids, racedCommits),
            shiftFields,
            teamFields,
            commits,
            settings,
            ids,
            clock));
    resources.put(
        "schedules",
        new SchedulesResource(
            gate,
            new ScheduleWrites(
                schedules,
                shifts,
                swaps,
                exportTokens,
                rotas,
                calendars,
                states,
                ids,
                racedCommits),
            schedules,
            new ScheduleFields(teamFields, shifts, calendars, calendars, settings),
            states,
            new ScheduleQuestions(rotas, users, states, clock),
            new SchedulePreviews(rotas, shifts, users, shiftFields, states, ids),
            feeds,
            new ScheduleStory(new DynamoScheduleWatches(table), settings),
            teamFields,
            commits,
            settings,
            ids,
            clock));
    resources.put(
        "shift_swaps",
        new ShiftSwapsResource(
            gate,
            new SwapWrites(swaps, schedules, states, racedCommits),
            new SwapFields(schedules, users),
            new SwapView(rotas, schedules, users, settings),
            commits,
            settings,
            ids,
            clock));
    resources.put(
        "users",
        new UsersResource(
            gate,
            users,
            teams,
            tokens,
            organizations,
            new Membership(teams, commits),
            new LastAdmin(users, commits),
            feeds,
            exportTokens,
            new UserChanges(schedules, racedCommits, clock),
            new DynamoNotificationRules(table),
            new DynamoAddresses(table, () -> secrets),
            settings,
            ids,
            clock,
            commits));
    resources.put(
        "teams",
        new TeamsResource(
            gate,
            teams,
            users,
            new TeamUse(integrations, chains, schedules, shifts),
            new PagingIntegrations(integrations, commits, ids, clock),
            organizations,
            settings,
            ids,
            clock,
            commits));
    resources.put("tokens", new TokensResource(gate, tokens, users, commits, settings, ids, clock));
    resources.put(
        "organizations",
        new OrganizationsResource(gate, organizations, settings, ids, clock, commits));
    Webhooks webhooks = new DynamoWebhooks(table, () -> secrets);
    WebhookFields webhookFields = new WebhookFields(integrations, teamFields, jinja, ids, clock);
    resources.put(
        "webhooks", new WebhooksResource(gate, webhooks, webhookFields, settings, commits));
    resources.put("actions", new ActionsResource(gate, webhooks, webhookFields, settings, commits));
    resources.put("user_groups", new EmptyListResource(gate, settings));
    resources.put("slack_channels", new EmptyListResource(gate, settings));
    resources.put("info", new InfoResource(gate, settings));
    resources.put("templates", new TemplatesResource(gate, jinja));
    resources.put(
        "escalation_chains",
        new EscalationChainsResource(gate, chains, settings, ids, clock, teamFields, commits));
    MaintenanceWindows windows =
        JobFixtures.maintenance(
            table, integrations, new DynamoAlertGroups(table), organizations, ids, clock);
    maintenanceEnd = JobFixtures.maintenanceEnd(table, clock, windows);
    resources.put(
        "integrations",
        new IntegrationsResource(
            gate,
            integrations,
            organizations,
            teamFields,
            new TemplateFields(jinja),
            routeFields,
            heartbeatFields,
            view,
            new IntegrationActions(
                integrations,
                windows,
                new DemoAlertSender(
                    IntakeParts.intake(
                        new DynamoAlertGroups(table),
                        commits,
                        integrations,
                        organizations,
                        ids,
                        clock),
                    clock),
                view),
            jinja,
            commits,
            settings,
            ids,
            clock));
    resources.put(
        "routes",
        new RoutesResource(gate, integrations, routeFields, jinja, commits, settings, ids, clock));
    firstOrganisation(organizations);
  }

  private void firstOrganisation(Organizations organizations) {
    Instant at = now();
    organizations.create(
        new Organization("OFIRST", organizations.nextNumber(), "first", true, at, 1),
        new User(
            "UFIRST", "OFIRST", 1, "admin", "admin@example.com", "", Role.ADMIN, null, "", at, 1),
        new ApiToken("ATFIRST", "OFIRST", "UFIRST", "first", OnCallGate.hash(ADMIN), at, null, 1));
  }

  /** As the functions answer. */
  Response answer(Request request) {
    List<String> path = request.segments();
    boolean here = path.size() > 2 && path.get(0).equals("api") && path.get(1).equals("v1");
    Resource resource = here ? resources.getOrDefault(path.get(2), unknown) : unknown;
    return resource.answer(request);
  }

  /** One request; {@code body} null = none. */
  Response call(String token, String method, String target, @Nullable Object body) {
    int question = target.indexOf('?');
    return answer(
        Request.of(
            method,
            question < 0 ? target : target.substring(0, question),
            question < 0 ? "" : target.substring(question + 1),
            Map.of("authorization", token, "content-type", "application/json"),
            body == null ? new byte[0] : Json.write(body).getBytes(UTF_8),
            "test"));
  }

  /** A minute later every schedule that was changed has been looked at. */
  void look() {
    now.updateAndGet(instant -> instant.plusSeconds(60));
    while (shiftEvaluation.sweep(now(), () -> true).ran() > 0) {
      now.updateAndGet(instant -> instant.plusSeconds(1));
    }
  }

  @Override
  public Instant now() {
    return now.get();
  }

  @Override
  public void pass(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
    maintenanceEnd.sweep(now(), () -> true);
  }
}
