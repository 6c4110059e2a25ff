package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.HeartbeatAlerts;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.HeartbeatRules;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Maintenance;
import dev.watchbill.domain.integration.Maintenance.Mode;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.storage.Crash;
import dev.watchbill.storage.CrashingTable;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every job dies before and after each of its writes. The next sweeps finish what it began: nothing
 * is lost, nothing is done twice, no timer is left behind.
 */
class JobCrashTest {

  /**
   * A flow that may die.
   *
   * @param given makes what it works on and says its id
   * @param flow what dies
   * @param then what must be true when time has gone on
   */
  private record Case(
      String name,
      Function<JobWorld, String> given,
      BiConsumer<JobWorld, String> flow,
      BiConsumer<JobWorld, String> then) {}

  private static Consumer<JobWorld> sweep(TimerKind kind) {
    return world -> assertThat(world.sweep(kind).failed()).isZero();
  }

  private static Case job(
      String name,
      TimerKind kind,
      Function<JobWorld, String> given,
      BiConsumer<JobWorld, String> then) {
    return new Case(name, given, (world, id) -> sweep(kind).accept(world), then);
  }

  private static final List<Case> CASES =
      List.of(
          job(
              "a silence ends",
              TimerKind.SILENCE_EXPIRY,
              world -> {
                AlertGroup group = world.open();
                world.silence(group, Duration.ofSeconds(60));
                world.clock.advance(Duration.ofSeconds(60));
                return group.id();
              },
              (world, id) -> {
                assertThat(world.group(id).state()).isEqualTo(State.FIRING);
                assertThat(world.story(id)).containsExactly("opened", "silenced", "unsilenced");
              }),
          job(
              "a group is resolved by its labels",
              TimerKind.AUTO_RESOLVE,
              world -> {
                AlertGroup group =
                    world.open(
                        world.integration(IntegrationType.LEGACY_ALERTMANAGER),
                        null,
                        "{\"status\":\"firing\",\"labels\":{}}");
                world.clock.advance(Duration.ofSeconds(1));
                Timer check =
                    Timer.at(
                        TimerKind.AUTO_RESOLVE,
                        world.clock.instant().plusSeconds(5),
                        JobWorld.ORG,
                        group.id());
                assertThat(
                        world.commits.commit(
                            Change.at(world.clock.instant())
                                .replace(group, group)
                                .set(check)
                                .create(
                                    world.alert(
                                        group.id(), "{\"status\":\"resolved\",\"labels\":{}}"))))
                    .isEqualTo(new Committed.Done());
                world.clock.advance(Duration.ofSeconds(5));
                return group.id();
              },
              (world, id) -> {
                assertThat(world.group(id).state()).isEqualTo(State.RESOLVED);
                assertThat(world.story(id)).containsExactly("opened", "resolved");
              }),
          job(
              "a deleted group is erased",
              TimerKind.ERASE,
              world -> {
                AlertGroup group = world.open();
                Integration other = world.integration(IntegrationType.WEBHOOK);
                world.open(other, group.id(), "{}");
                world.delete(group);
                return group.id();
              },
              (world, id) -> {
                assertThat(world.alerts.ofGroup(JobWorld.ORG, id, 9)).isEmpty();
                assertThat(world.groups.attachedTo(JobWorld.ORG, id)).isEmpty();
                assertThat(world.everyGroup())
                    .singleElement()
                    .satisfies(
                        alone -> {
                          assertThat(alone.status().attachedTo()).isNull();
                          assertThat(world.story(alone.id()))
                              .containsExactly("opened", "unattached");
                        });
              }),
          job(
              "followers follow",
              TimerKind.CASCADE,
              world -> {
                AlertGroup root = world.open();
                Integration other = world.integration(IntegrationType.WEBHOOK);
                for (int i = 0; i < 3; i++) world.open(other, root.id(), "{}");
                world.acknowledge(
                    root,
                    Timer.at(TimerKind.CASCADE, world.clock.instant(), JobWorld.ORG, root.id()));
                return root.id();
              },
              (world, id) -> {
                assertThat(world.groups.attachedTo(JobWorld.ORG, id))
                    .hasSize(3)
                    .allSatisfy(
                        follower -> {
                          assertThat(world.group(follower).state()).isEqualTo(State.ACKNOWLEDGED);
                          assertThat(world.story(follower)).containsExactly("opened", "followed");
                        });
              }),
          job(
              "a heartbeat that is in time is checked",
              TimerKind.HEARTBEAT_CHECK,
              world -> {
                Integration integration = world.integration(IntegrationType.WEBHOOK);
                world.signals.receive(integration, world.clock.instant());
                world.clock.advance(Duration.ofMinutes(5));
                world.signals.receive(integration, world.clock.instant());
                world.clock.advance(Duration.ofMinutes(5));
                return integration.id();
              },
              (world, id) -> {
                assertThat(world.said()).isEmpty();
                world.pass(Duration.ofMinutes(5));
                assertThat(states(world, id)).containsExactly("alerting");
              }),
          new Case(
              "a heartbeat is missing",
              JobCrashTest::overdueHeartbeat,
              (world, id) -> world.settle(),
              (world, id) -> {
                assertThat(states(world, id)).containsExactly("alerting");
                world.clock.advance(Duration.ofSeconds(1));
                world.signals.receive(world.integration(id), world.clock.instant());
                world.settle();
                assertThat(states(world, id)).containsExactly("alerting", "ok");
              }),
          new Case(
              "a heartbeat is back",
              world -> {
                String id = overdueHeartbeat(world);
                world.settle();
                world.clock.advance(Duration.ofSeconds(1));
                world.signals.receive(world.integration(id), world.clock.instant());
                return id;
              },
              (world, id) -> world.settle(),
              (world, id) -> {
                assertThat(states(world, id)).containsExactly("alerting", "ok");
                assertThat(world.everyGroup())
                    .singleElement()
                    .satisfies(group -> assertThat(group.state()).isEqualTo(State.RESOLVED));
                assertThat(world.standing(TimerKind.HEARTBEAT_CHECK)).hasSize(1);
                world.pass(Heartbeat.DEFAULT_TIMEOUT);
                assertThat(states(world, id)).containsExactly("alerting", "ok", "alerting");
              }),
          new Case(
              "a heartbeat is missing while its group is open",
              world -> {
                Integration integration = world.integration(overdueHeartbeat(world));
                Instant now = world.clock.instant();
                Timer any = Timer.at(TimerKind.ERASE, now, JobWorld.ORG, "any");
                world.open(world.integration(IntegrationType.WEBHOOK), null, "{}", any);
                Object payload =
                    HeartbeatAlerts.expired(integration.type(), integration.name(), Duration.ZERO);
                assertThat(
                        world.ownAlerts.accept(integration, payload, Change.at(now).ran(any), now))
                    .isTrue();
                return integration.id();
              },
              (world, id) -> world.settle(),
              (world, id) -> {
                assertThat(states(world, id)).containsExactly("alerting", "alerting");
                assertThat(world.everyGroup())
                    .filteredOn(group -> group.integrationId().equals(id))
                    .singleElement()
                    .satisfies(group -> assertThat(group.content().alertsCount()).isEqualTo(2));
              }),
          new Case(
              "a maintenance begins",
              world -> world.integration(IntegrationType.WEBHOOK).id(),
              (world, id) -> begin(world, id),
              (world, id) -> {
                if (world.integration(id).maintenance() == null) begin(world, id);
                String special = special(world, id);
                assertThat(world.everyGroup()).extracting(AlertGroup::id).containsExactly(special);
                assertThat(world.story(special)).containsExactly("opened");
                world.pass(Duration.ofHours(1));
                assertThat(world.integration(id).maintenance()).isNull();
                assertThat(world.group(special).state()).isEqualTo(State.RESOLVED);
              }),
          job(
              "a maintenance ends by its time",
              TimerKind.MAINTENANCE_END,
              world -> maintained(world, Duration.ofHours(1)),
              JobCrashTest::maintenanceIsOver),
          new Case(
              "a maintenance is stopped",
              world -> maintained(world, Duration.ZERO),
              (world, id) -> world.windows.stop(JobWorld.ORG, id, JobWorld.USER),
              (world, id) -> {
                world.pass(Duration.ofHours(1));
                maintenanceIsOver(world, id);
              }));

  private static String overdueHeartbeat(JobWorld world) {
    Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);
    world.signals.receive(integration, world.clock.instant());
    world.clock.advance(Heartbeat.DEFAULT_TIMEOUT);
    return integration.id();
  }

  /** What the alerts of the integration say, oldest first. */
  private static List<String> states(JobWorld world, String id) {
    return world.said().stream()
        .filter(each -> each.getKey().equals(id))
        .map(each -> String.valueOf(each.getValue().get("state")))
        .toList();
  }

  private static void begin(JobWorld world, String id) {
    world.windows.start(JobWorld.ORG, id, Mode.MAINTENANCE, Duration.ofHours(1), JobWorld.USER);
  }

  private static String special(JobWorld world, String id) {
    Maintenance maintenance = Objects.requireNonNull(world.integration(id).maintenance());
    return Objects.requireNonNull(maintenance.groupId());
  }

  private static String maintained(JobWorld world, Duration then) {
    Integration integration = world.integration(IntegrationType.WEBHOOK);
    begin(world, integration.id());
    world.open(integration, special(world, integration.id()), "{}");
    world.clock.advance(then);
    return integration.id();
  }

  private static void maintenanceIsOver(JobWorld world, String id) {
    world.pass(MaintenanceWindows.LATECOMERS);
    assertThat(world.integration(id).maintenance()).isNull();
    assertThat(world.everyGroup())
        .hasSize(2)
        .allSatisfy(
            group -> {
              assertThat(group.state()).isEqualTo(State.RESOLVED);
              assertThat(world.story(group.id()))
                  .isEqualTo(
                      group.maintenance()
                          ? List.of("opened", "resolved", "maintenance ended")
                          : List.of("opened", "followed"));
            });
  }

  @TestFactory
  Stream<DynamicTest> everyWriteMayBeTheLast() {
    return CASES.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> go(each)));
  }

  private static void go(Case each) {
    int writes = writes(each);
    assertThat(writes).isPositive();
    for (int write = 1; write <= writes; write++) {
      for (boolean late : List.of(false, true)) {
        TestClock clock = new TestClock();
        MemoryTable table = new MemoryTable(clock);
        String id = each.given().apply(new JobWorld(clock, table, 1));
        JobWorld dying =
            new JobWorld(
                clock,
                late ? CrashingTable.after(write, table) : CrashingTable.before(write, table),
                2);
        assertThatThrownBy(() -> each.flow().accept(dying, id)).isInstanceOf(Crash.class);

        JobWorld after = new JobWorld(clock, table, 3);
        after.settle();
        each.then().accept(after, id);
        after.pass(Duration.ofMinutes(2));
        assertThat(after.allStanding())
            .as("timers left behind after write %s (%s)", write, late ? "done" : "not done")
            .filteredOn(timer -> HeartbeatRules.newsOf(timer).isPresent() || overdue(after, timer))
            .isEmpty();
      }
    }
  }

  private static boolean overdue(JobWorld world, Timer timer) {
    return !timer.due().isAfter(world.clock.instant());
  }

  private static int writes(Case each) {
    TestClock clock = new TestClock();
    MemoryTable table = new MemoryTable(clock);
    String id = each.given().apply(new JobWorld(clock, table, 1));
    CrashingTable counting = CrashingTable.never(table);
    each.flow().accept(new JobWorld(clock, counting, 2), id);
    return counting.writes();
  }
}
