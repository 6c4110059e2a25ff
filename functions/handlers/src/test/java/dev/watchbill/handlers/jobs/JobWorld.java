package dev.watchbill.handlers.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Content;
import dev.watchbill.domain.alert.AlertGroup.Status;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.ResolutionNotes;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Heartbeats;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.domain.timer.Timers;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Prompts;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.engine.alert.OwnAlerts;
import dev.watchbill.engine.heartbeat.HeartbeatSignals;
import dev.watchbill.engine.maintenance.MaintenanceGroups;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.http.PayloadJson;
import dev.watchbill.handlers.intake.IntakeParts;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.DynamoAlerts;
import dev.watchbill.storage.DynamoHeartbeats;
import dev.watchbill.storage.DynamoIntegrations;
import dev.watchbill.storage.DynamoOrganizations;
import dev.watchbill.storage.DynamoResolutionNotes;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.SecretBox;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything jobs touch, over one table. */
final class JobWorld {
  static final String ORG = "OABC";
  static final Actor USER = Actor.user("U1");

  final TestClock clock;
  final Table table;
  final FakeQueue queue = new FakeQueue();
  final AlertGroups groups;
  final Alerts alerts;
  final Timers timers;
  final Integrations integrations;
  final Heartbeats heartbeats;
  final ResolutionNotes notes;
  final PublicIds ids;
  final Prompts prompts = EngineParts.prompts(queue);
  final Commits commits;
  final GroupChanges changes;
  final MaintenanceWindows windows;
  final HeartbeatSignals signals;
  final OwnAlerts ownAlerts;
  final RotaParts rota;

  private int made;
  private final Map<TimerKind, TimerJob> jobs = new TreeMap<>();

  JobWorld() {
    this(new TestClock());
  }

  JobWorld(TestClock clock) {
    this(clock, new MemoryTable(clock), 1);
  }

  /**
   * @param seed of the ids: two worlds over one table take two
   */
  JobWorld(TestClock clock, Table table, long seed) {
    this.clock = clock;
    this.table = table;
    groups = new DynamoAlertGroups(table);
    alerts = new DynamoAlerts(table, clock);
    timers = new DynamoTimers(table);
    integrations = new DynamoIntegrations(table, new SecretBox(new byte[32]));
    heartbeats = new DynamoHeartbeats(table);
    notes = new DynamoResolutionNotes(table);
    Organizations organizations = new DynamoOrganizations(table);
    Random random = new Random(seed);
    ids = new PublicIds(() -> random);
    commits = EngineParts.commits(table, queue, clock);
    changes = new GroupChanges(groups, commits);
    windows =
        new MaintenanceWindows(
            integrations,
            new MaintenanceGroups(groups, changes, commits, organizations, ids, new PayloadJson()),
            commits,
            ids,
            clock);
    signals = new HeartbeatSignals(heartbeats, commits);
    ownAlerts =
        new OwnAlerts(
            IntakeParts.intake(groups, commits, integrations, organizations, ids, clock),
            new PayloadJson());
    add(new SilenceExpiryJob(timers, prompts, commits, changes));
    add(new MaintenanceEndJob(timers, prompts, commits, windows));
    add(new HeartbeatCheckJob(timers, prompts, commits, heartbeats, integrations, ownAlerts));
    add(new AutoResolveJob(timers, prompts, commits, changes, alerts));
    add(new EraseJob(timers, prompts, commits, groups, changes));
    add(new CascadeJob(timers, prompts, commits, groups, changes));
    rota = new RotaParts(table);
    add(rota.job(timers, prompts, commits, clock));
  }

  private void add(TimerJob job) {
    jobs.put(job.kind(), job);
  }

  /** Of which there is a job here. */
  Set<TimerKind> kinds() {
    return jobs.keySet();
  }

  TimerJob job(TimerKind kind) {
    return Optional.ofNullable(jobs.get(kind)).orElseThrow();
  }

  TimerJob.Sweep sweep(TimerKind kind) {
    return job(kind).sweep(clock.instant(), () -> true);
  }

  /** Sweeps every kind that has a job here until nothing is due any more. */
  void settle() {
    for (int i = 0; i < 10; i++) {
      int ran = 0;
      for (TimerKind kind : jobs.keySet()) ran += sweep(kind).ran();
      if (ran == 0) return;
    }
    throw new AssertionError("timers keep setting timers that are due");
  }

  void pass(Duration time) {
    clock.advance(time);
    settle();
  }

  /** Timers of a kind that stand, whenever they are due. */
  List<Timer> standing(TimerKind kind) {
    return timers.due(kind, clock.instant().plus(Duration.ofDays(40_000)), 1_000);
  }

  Integration integration(IntegrationType type) {
    Integration integration =
        new Integration(
            ids.next("C"),
            ORG,
            null,
            "disk watch " + ++made,
            null,
            type,
            ids.integrationToken(),
            Map.of(),
            List.of(),
            List.of(),
            null,
            Integration.newDefaultRoute(ids.next("R"), clock.instant()),
            List.of(),
            clock.instant(),
            null,
            1);
    assertThat(integrations.create(integration)).isEqualTo(new Saved.Done());
    return integration(integration.id());
  }

  Integration integration(String id) {
    return integrations.find(ORG, id).orElseThrow();
  }

  /** Opens a group with one alert. */
  AlertGroup open(Integration integration, @Nullable String root, String payload, Timer... set) {
    Instant now = clock.instant();
    String id = ids.next("I");
    Alert alert = alert(id, payload);
    AlertGroup group =
        new AlertGroup(
            id,
            ORG,
            integration.id(),
            integration.defaultRoute().id(),
            1,
            "key of " + id,
            now,
            now,
            null,
            false,
            AlertGroup.Lock.OF_KEY,
            new Content("T", List.of(), 1, alert.id(), false),
            new Status(true, null, null, null, root, null, null, null, AlertGroup.Run.NONE),
            Ledger.Head.EMPTY,
            0);
    Change change =
        Change.at(now)
            .create(group)
            .create(alert)
            .record(
                group.subject(), Decision.of("opened", Actor.SOURCE, "Opened by its first alert"));
    for (Timer timer : set) change = change.set(timer);
    assertThat(commits.commit(change)).isEqualTo(new Committed.Done());
    return group(id);
  }

  void delete(AlertGroup group) {
    assertThat(commits.commit(AlertGroupActions.delete(group, USER, clock.instant())))
        .isEqualTo(new Committed.Done());
  }

  /** One more alert of an open group. */
  void append(AlertGroup group, Alert alert) {
    assertThat(
            commits.commit(
                Change.at(clock.instant()).expect(new Expectation.AsOpen(group)).create(alert)))
        .isEqualTo(new Committed.Done());
  }

  AlertGroup open() {
    return open(integration(IntegrationType.WEBHOOK), null, "{}");
  }

  Alert alert(String groupId, String payload) {
    Instant now = clock.instant();
    return new Alert(ids.nextAlert(now), ORG, groupId, now, payload, null, null, null, null);
  }

  AlertGroup group(String id) {
    return groups.find(ORG, id).orElseThrow();
  }

  /** What heartbeats said: integration and payload of every alert that is stored, in order. */
  List<Map.Entry<String, Map<?, ?>>> said() {
    TreeMap<String, Map.Entry<String, Map<?, ?>>> said = new TreeMap<>();
    for (AlertGroup group : everyGroup()) {
      for (Alert alert : alerts.ofGroup(ORG, group.id(), 1_000)) {
        said.put(alert.id(), Map.entry(group.integrationId(), payload(alert)));
      }
    }
    return List.copyOf(said.values());
  }

  private static Map<?, ?> payload(Alert alert) {
    try {
      if (Json.read(alert.payload().getBytes(UTF_8)) instanceof Map<?, ?> map) return map;
    } catch (Json.Malformed e) {
      throw new AssertionError(alert.payload(), e);
    }
    throw new AssertionError(alert.payload());
  }

  void silence(AlertGroup group, Duration delay) {
    assertThat(
            changes.change(
                ORG, group.id(), (each, now) -> AlertGroupActions.silence(each, delay, USER, now)))
        .isInstanceOf(GroupChanges.Result.Changed.class);
  }

  void acknowledge(AlertGroup group, Timer set) {
    assertThat(
            changes.change(
                ORG,
                group.id(),
                (each, now) -> ((Change) AlertGroupActions.acknowledge(each, USER, now)).set(set)))
        .isInstanceOf(GroupChanges.Result.Changed.class);
  }

  List<AlertGroup> everyGroup() {
    return groups
        .list(new Filter(ORG, null, null, null, null, List.of(), null, null), 1, 1_000)
        .rows();
  }

  List<Timer> allStanding() {
    List<Timer> all = new ArrayList<>();
    for (TimerKind kind : jobs.keySet()) all.addAll(standing(kind));
    return all;
  }

  /** The kinds of all decisions about a group; its chain must be whole. */
  List<String> story(String id) {
    List<Ledger.Entry> story = groups.story(ORG, id);
    assertThat(Ledger.verify(story, group(id).ledger())).isEmpty();
    return story.stream().map(entry -> entry.decision().kind()).toList();
  }
}
