package dev.watchbill.handlers.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.channels.SnsMessages;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Changes;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.alert.AlertIntake;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.engine.alert.KnownIntegrations;
import dev.watchbill.engine.heartbeat.HeartbeatSignals;
import dev.watchbill.handlers.http.PayloadJson;
import dev.watchbill.handlers.http.Request;
import dev.watchbill.handlers.http.Response;
import dev.watchbill.handlers.http.Settings;
import dev.watchbill.handlers.jobs.EngineParts;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.DynamoAlerts;
import dev.watchbill.storage.DynamoHeartbeats;
import dev.watchbill.storage.DynamoIntegrations;
import dev.watchbill.storage.DynamoLimits;
import dev.watchbill.storage.DynamoOrganizations;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.SecretBox;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TestClock;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The intake over a table in memory, with a clock that stands still. */
final class IntakeWorld {
  static final String ORG = "OABC";

  final TestClock clock;
  final Table table;
  final AlertGroups groups;
  final Alerts alerts;
  final Integrations integrations;
  final Heartbeats heartbeats;
  final Organizations organizations;
  final PublicIds ids;
  final AlertIntake intake;
  final IntakeResource resource;
  final Commits commits;
  final AtomicReference<SnsMessages.Fetcher> fetcher =
      new AtomicReference<>(
          uri -> {
            throw new IOException("nobody answers");
          });

  IntakeWorld() {
    this(new TestClock(), null, false, 1);
  }

  /**
   * @param stored what to use as the table; null takes a new one
   */
  IntakeWorld(TestClock clock, @Nullable Table stored, boolean limited, long seed) {
    this(clock, stored, limited, seed, null, null);
  }

  IntakeWorld(
      TestClock clock,
      @Nullable Table stored,
      boolean limited,
      long seed,
      @Nullable AlertGroups instead,
      @Nullable Changes refusing) {
    this.clock = clock;
    table = stored == null ? new MemoryTable(clock) : stored;
    groups = instead == null ? new DynamoAlertGroups(table) : instead;
    alerts = new DynamoAlerts(table, clock);
    SecretBox secrets = new SecretBox(new byte[32]);
    integrations = new DynamoIntegrations(table, secrets);
    heartbeats = new DynamoHeartbeats(table);
    organizations = new DynamoOrganizations(table);
    Random random = new Random(seed);
    ids = new PublicIds(() -> random);
    commits =
        EngineParts.commits(
            refusing == null ? EngineParts.changes(table) : refusing, EngineParts.NO_QUEUE, clock);
    GroupChanges changes = new GroupChanges(groups, commits);
    Settings settings = new Settings("https://oncall.example", limited, "in.example");
    KnownIntegrations known = new KnownIntegrations(integrations, clock);
    intake =
        new AlertIntake(
            groups,
            changes,
            known,
            organizations,
            ids,
            new Jinja(clock),
            commits,
            new PayloadJson());
    SnsMessages sns = new SnsMessages(uri -> fetcher.get().fetch(uri), clock);
    IntakeBudget budget = new IntakeBudget(new DynamoLimits(table), settings);
    resource =
        new IntakeResource(
            known,
            budget,
            intake,
            new HeartbeatSignals(heartbeats, commits),
            sns,
            new InboundMailResource(known, budget, intake, sns, settings, clock),
            settings,
            clock);
  }

  Integration integration(IntegrationType type) {
    return integration(type, Map.of());
  }

  Integration integration(IntegrationType type, Map<String, String> templates) {
    Integration made =
        new Integration(
            ids.next("C"),
            ORG,
            null,
            "i <" + ids.next("N") + ">",
            null,
            type,
            ids.integrationToken(),
            templates,
            List.of(),
            List.of(),
            null,
            Integration.newDefaultRoute(ids.next("R"), clock.instant()),
            List.of(),
            clock.instant(),
            null,
            0);
    assertThat(integrations.create(made)).isEqualTo(new Saved.Done());
    return integrations.find(ORG, made.id()).orElseThrow();
  }

  void replace(Integration changed) {
    assertThat(integrations.replace(changed)).isEqualTo(new Saved.Done());
  }

  String link(Integration integration) {
    return "/integrations/v1/" + integration.type().publicSlug() + "/" + integration.token() + "/";
  }

  Response post(Integration integration, String json) {
    return send("POST", link(integration), "application/json", json);
  }

  Response send(String method, String path, @Nullable String contentType, String body) {
    return send(method, path, contentType, body.getBytes(UTF_8));
  }

  Response send(String method, String path, @Nullable String contentType, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    if (contentType != null) headers.put("Content-Type", contentType);
    return resource.answer(Request.of(method, path, "", headers, body, "r"));
  }

  /** Sends and expects that it is taken. */
  void receive(Integration integration, String json) {
    Response response = post(integration, json);
    assertThat(response.status()).as("%s", response.body()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("\"Ok.\"");
  }

  /** The groups of an integration, oldest first. */
  List<AlertGroup> groupsOf(Integration integration) {
    Listing<AlertGroup> page =
        groups.list(
            new AlertGroups.Filter(
                ORG, null, List.of(integration.id()), null, null, List.of(), null, null),
            1,
            500);
    return page.rows().reversed();
  }

  List<Alert> alertsOf(AlertGroup group) {
    return alerts.ofGroup(ORG, group.id(), 1_000);
  }

  List<String> story(AlertGroup group) {
    List<Ledger.Entry> story = groups.story(ORG, group.id());
    assertThat(Ledger.verify(story, group.ledger())).isEmpty();
    return story.stream().map(entry -> entry.decision().kind()).toList();
  }
}
