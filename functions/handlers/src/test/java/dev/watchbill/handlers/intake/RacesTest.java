package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.handlers.jobs.EngineParts;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two requests at once, in every order that matters. */
class RacesTest {
  private static final String ALERTING = "{\"alert_uid\":\"k\",\"state\":\"alerting\"}";
  private static final String OK = "{\"alert_uid\":\"k\",\"state\":\"ok\"}";

  private final TestClock clock = new TestClock();
  private final MemoryTable table = new MemoryTable(clock);

  /** The world of everybody else. */
  private final IntakeWorld other = new IntakeWorld(clock, table, false, 1);

  private final AtomicBoolean stale = new AtomicBoolean();
  private final Between between = new Between(new DynamoAlertGroups(table));

  /** The world that is interrupted. */
  private final IntakeWorld slow =
      new IntakeWorld(
          clock,
          table,
          false,
          2,
          between,
          change ->
              stale.get() ? new Committed.Stale() : EngineParts.changes(table).commit(change));

  private final Integration integration = other.integration(IntegrationType.FORMATTED_WEBHOOK);

  @Test
  void twoFirstAlertsOfOneKeyOpenOneGroup() {
    between.afterLooking = () -> other.receive(integration, ALERTING);
    slow.receive(integration, ALERTING);
    expect("firing|2");
    assertThat(other.alertsOf(group(0))).hasSize(2);
  }

  @Test
  void aLoneResolveSignalMeetsAFirstAlert() {
    between.afterLooking = () -> other.receive(integration, ALERTING);
    slow.receive(integration, OK);
    expect("resolved|2");
  }

  @Test
  void aFirstAlertMeetsALoneResolveSignal() {
    between.afterLooking = () -> other.receive(integration, OK);
    slow.receive(integration, ALERTING);
    expect("resolved|1", "firing|1");
  }

  @Test
  void anAlertMeetsTheResolutionOfItsGroup() {
    other.receive(integration, ALERTING);
    between.afterLooking = () -> other.receive(integration, OK);
    slow.receive(integration, ALERTING);
    expect("resolved|2", "firing|1");
  }

  @Test
  void twoResolveSignalsResolveOnce() {
    other.receive(integration, ALERTING);
    between.afterLooking = () -> other.receive(integration, OK);
    slow.receive(integration, OK);
    expect("resolved|3");
    assertThat(other.story(group(0))).containsExactly("opened", "resolved");
  }

  @Test
  void aResolveSignalMeetsSomebodyWhoUnresolves() {
    other.receive(integration, OK);
    between.afterLooking =
        () -> commit(AlertGroupActions.unresolve(group(0), Actor.user("U"), clock.instant()));
    slow.receive(integration, OK);
    expect("firing|1", "resolved|1");
  }

  /** The end looks on every route and finds nothing; then the beginning is opened on another. */
  @Test
  void anEndByAnotherRouteMeetsItsBeginning() {
    Integration routed = routed();
    between.afterLookingElsewhere = () -> other.receive(routed, ALERTING);
    slow.receive(routed, OK);
    assertThat(states(routed)).containsExactlyInAnyOrder("RDEFAULT|resolved|1", "RA|resolved|1");
    assertThat(other.groupsOf(routed))
        .allSatisfy(group -> assertThat(other.story(group)).containsExactly("opened", "resolved"));
  }

  /** What begins after an end that was alone has begun anew, as on one route. */
  @Test
  void aBeginningMeetsItsEndByAnotherRoute() {
    Integration routed = routed();
    between.afterLooking = () -> other.receive(routed, OK);
    slow.receive(routed, ALERTING);
    assertThat(states(routed)).containsExactlyInAnyOrder("RDEFAULT|resolved|1", "RA|firing|1");
  }

  @Test
  void twoEndsByAnotherRouteEndOnce() {
    Integration routed = routed();
    other.receive(routed, ALERTING);
    between.afterLookingElsewhere = () -> other.receive(routed, OK);
    slow.receive(routed, OK);
    assertThat(states(routed)).containsExactly("RA|resolved|3");
    assertThat(other.story(other.groupsOf(routed).getFirst()))
        .containsExactly("opened", "resolved");
  }

  @Test
  void anEndByAnotherRouteMeetsSomebodyWhoResolvesAndThenAnotherBeginning() {
    Integration routed = routed();
    other.receive(routed, ALERTING);
    between.afterLookingElsewhere =
        () -> {
          AlertGroup first = other.groupsOf(routed).getFirst();
          commit(AlertGroupActions.resolve(first, Actor.user("U"), clock.instant()));
          clock.advance(Duration.ofMillis(1));
          other.receive(routed, ALERTING);
        };
    slow.receive(routed, OK);
    assertThat(states(routed)).containsExactly("RA|resolved|1", "RA|resolved|2");
  }

  /** Firing alerts take route RA, everything else the default one. */
  private Integration routed() {
    Integration made = other.integration(IntegrationType.FORMATTED_WEBHOOK);
    Route route =
        new Route(
            "RA",
            null,
            Route.RoutingType.JINJA2,
            "{{ payload.state == 'alerting' }}",
            0,
            Map.of(),
            clock.instant());
    other.replace(made.withRoutes(made.defaultRoute(), List.of(route)));
    return other.integrations.find(IntakeWorld.ORG, made.id()).orElseThrow();
  }

  private List<String> states(Integration of) {
    return other.groupsOf(of).stream()
        .map(
            group ->
                (of.defaultRoute().id().equals(group.routeId()) ? "RDEFAULT" : group.routeId())
                    + "|"
                    + group.state().slug()
                    + "|"
                    + group.content().alertsCount())
        .toList();
  }

  @Test
  void anAlertMeetsTheDeletionOfItsIntegration() {
    slow.receive(integration, ALERTING);
    other.receive(integration, OK);
    // The cached integration still says yes; a group is opened only by what is true now.
    other.integrations.delete(
        other
            .integrations
            .find(IntakeWorld.ORG, integration.id())
            .orElseThrow()
            .deleted(clock.instant()));
    assertThat(slow.post(integration, ALERTING).status()).isEqualTo(403);
    expect("resolved|2");
  }

  @Test
  void whoAlwaysComesTooLateIsToldToTryAgain() {
    stale.set(true);
    assertThat(slow.post(integration, ALERTING).status()).isEqualTo(503);
    expect();
  }

  @Test
  void aGroupOfAnEndedMaintenanceIsClosedBeforeItSwallowsAnAlert() {
    AlertGroup special = special();
    Instant now = clock.instant();
    other.replace(
        integration.withMaintenance(
            new Maintenance(
                Maintenance.Mode.MAINTENANCE, now, now.plusSeconds(3600), special.id())));
    other.receive(integration, ALERTING);
    AlertGroup follower = group(0);
    assertThat(follower.status().attachedTo()).isEqualTo(special.id());
    other.receive(integration, ALERTING);
    expect("firing|2");

    Integration running = other.integrations.find(IntakeWorld.ORG, integration.id()).orElseThrow();
    other.replace(running.withMaintenance(null));
    clock.advance(Duration.ofSeconds(5));
    // The special group still stands: nothing is over yet.
    other.receive(integration, ALERTING);
    expect("firing|3");
    commit(
        Objects.requireNonNull(
            AlertGroupActions.maintenanceEnded(
                other.groups.find(IntakeWorld.ORG, special.id()).orElseThrow(), clock.instant())));
    other.receive(integration, ALERTING);
    expect("resolved|3", "firing|1");
    assertThat(
            other.groupsOf(integration).stream()
                .filter(group -> group.status().open())
                .map(group -> group.status().attachedTo()))
        .containsOnlyNulls();
  }

  @Test
  void sixtyFourFirstAlertsOpenOneGroup() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      IntakeWorld own = new IntakeWorld(clock, table, false, 100 + i);
      tasks.add(
          () -> {
            start.await();
            return own.post(integration, ALERTING).status();
          });
    }
    assertThat(statuses(tasks, start)).containsOnly(200);
    expect("firing|64");
    assertThat(other.alertsOf(group(0)))
        .extracting(Alert::id)
        .hasSize(64)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void alertsAndSignalsOfOneKeyNeverLeaveTwoGroupsOpen() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 16; i++) {
      IntakeWorld own = new IntakeWorld(clock, table, false, 200 + i);
      String first = i % 3 == 0 ? OK : ALERTING;
      tasks.add(
          () -> {
            start.await();
            int worst = 0;
            for (int n = 0; n < 10; n++) {
              worst = Math.max(worst, own.post(integration, n % 2 == 0 ? first : OK).status());
            }
            return worst;
          });
    }
    List<Integer> statuses = statuses(tasks, start);
    // Ten lost races in a row are possible here; such a request stored nothing and says so.
    assertThat(statuses).isSubsetOf(200, 503);
    List<AlertGroup> groups = other.groupsOf(integration);
    assertThat(groups.stream().filter(group -> group.status().open()).count())
        .isLessThanOrEqualTo(1);
    for (AlertGroup group : groups) {
      assertThat(other.alertsOf(group)).hasSize((int) group.content().alertsCount());
      assertThat(other.story(group)).startsWith("opened");
    }
    assertThat(new HashSet<>(groups.stream().map(AlertGroup::number).toList()))
        .hasSameSizeAs(groups);
  }

  private static List<Integer> statuses(List<Callable<Integer>> tasks, CountDownLatch start)
      throws Exception {
    List<Integer> statuses = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<Integer>> running = tasks.stream().map(executor::submit).toList();
      start.countDown();
      for (Future<Integer> each : running) statuses.add(each.get());
    }
    return statuses;
  }

  /** The special group of a maintenance, as its own room opens it. */
  private AlertGroup special() {
    Integration hidden = other.integration(IntegrationType.WEBHOOK, Map.of("grouping_key", "m"));
    other.receive(hidden, "{}");
    AlertGroup group = other.groupsOf(hidden).getFirst();
    assertThat(hidden.defaultRoute().routingType()).isEqualTo(Route.RoutingType.REGEX);
    return group;
  }

  private void commit(Object outcome) {
    assertThat(other.commits.commit((Change) outcome)).isEqualTo(new Committed.Done());
  }

  private AlertGroup group(int index) {
    return other.groupsOf(integration).get(index);
  }

  private void expect(String... groups) {
    assertThat(other.groupsOf(integration))
        .extracting(group -> group.state().slug() + "|" + group.content().alertsCount())
        .containsExactlyInAnyOrder(groups);
    long open = other.groupsOf(integration).stream().filter(group -> group.status().open()).count();
    assertThat(open).isLessThanOrEqualTo(1);
    assertThat(
            other.groupsOf(integration).stream()
                .filter(group -> group.state() == State.FIRING && group.status().open())
                .count())
        .isEqualTo(open);
  }

  /** Groups, with something happening between a look and the write that follows it. */
  private static final class Between implements AlertGroups {
    private final AlertGroups groups;
    private @Nullable Runnable afterLooking;
    private @Nullable Runnable afterLookingElsewhere;

    Between(AlertGroups groups) {
      this.groups = groups;
    }

    @Override
    public Optional<AlertGroup> newest(
        String org, String integrationId, String routeId, String distinction) {
      Optional<AlertGroup> found = groups.newest(org, integrationId, routeId, distinction);
      Runnable once = afterLooking;
      afterLooking = null;
      if (once != null) once.run();
      return found;
    }

    @Override
    public Optional<AlertGroup> find(String org, String id) {
      return groups.find(org, id);
    }

    @Override
    public List<AlertGroup> ofKey(String org, String integrationId, String distinction) {
      List<AlertGroup> found = groups.ofKey(org, integrationId, distinction);
      Runnable once = afterLookingElsewhere;
      afterLookingElsewhere = null;
      if (once != null) once.run();
      return found;
    }

    @Override
    public Listing<AlertGroup> list(Filter filter, int page, int perPage) {
      return groups.list(filter, page, perPage);
    }

    @Override
    public List<Ledger.Entry> story(String org, String id) {
      return groups.story(org, id);
    }

    @Override
    public List<String> attachedTo(String org, String root) {
      return groups.attachedTo(org, root);
    }

    @Override
    public void erase(String org, String id) {
      groups.erase(org, id);
    }
  }
}
