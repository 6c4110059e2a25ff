package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.storage.BigPayloads;
import dev.watchbill.storage.Crash;
import dev.watchbill.storage.CrashingTable;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies before or after any write of an alert's way in; then the sender, who got no
 * answer, sends it again. Nothing that was acknowledged is lost, what was not is there twice at
 * most, and one group of the key is open at most.
 */
class CrashTest {
  private static final String ALERTING = "{\"alert_uid\":\"k\",\"state\":\"alerting\"}";
  private static final String OK = "{\"alert_uid\":\"k\",\"state\":\"ok\"}";
  private static final String LEGACY =
      "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"L\",\"a\":\"1\"}},"
          + "{\"status\":\"firing\",\"labels\":{\"alertname\":\"L\",\"a\":\"2\"}}]}";

  private static final String BIG =
      "{\"alert_uid\":\"k\",\"state\":\"alerting\",\"noise\":\""
          + BigPayloads.noise(600_000, 5)
          + "\"}";

  /** What was acknowledged before, what is sent when it dies, and what the last alert means. */
  record Flow(String name, IntegrationType type, List<String> before, String sent, State last) {}

  private static final List<Flow> FLOWS =
      List.of(
          new Flow("first", IntegrationType.FORMATTED_WEBHOOK, List.of(), ALERTING, State.FIRING),
          new Flow(
              "repeated",
              IntegrationType.FORMATTED_WEBHOOK,
              List.of(ALERTING, ALERTING),
              ALERTING,
              State.FIRING),
          new Flow(
              "resolving",
              IntegrationType.FORMATTED_WEBHOOK,
              List.of(ALERTING),
              OK,
              State.RESOLVED),
          new Flow(
              "lone resolving", IntegrationType.FORMATTED_WEBHOOK, List.of(), OK, State.RESOLVED),
          new Flow(
              "resolving again",
              IntegrationType.FORMATTED_WEBHOOK,
              List.of(ALERTING, OK),
              OK,
              State.RESOLVED),
          new Flow(
              "after resolving",
              IntegrationType.FORMATTED_WEBHOOK,
              List.of(ALERTING, OK),
              ALERTING,
              State.FIRING),
          new Flow("big", IntegrationType.FORMATTED_WEBHOOK, List.of(), BIG, State.FIRING),
          new Flow(
              "big, repeated", IntegrationType.FORMATTED_WEBHOOK, List.of(BIG), BIG, State.FIRING),
          new Flow(
              "two of a legacy body",
              IntegrationType.LEGACY_GRAFANA_ALERTING,
              List.of(LEGACY),
              LEGACY,
              State.FIRING));

  static Stream<Arguments> crashes() {
    List<Arguments> crashes = new ArrayList<>();
    for (Flow flow : FLOWS) {
      int writes = new Run(flow, 0, false).writes();
      assertThat(writes).as(flow.name).isPositive();
      for (int at = 1; at <= writes; at++) {
        crashes.add(Arguments.of(flow.name, flow, at, false));
        crashes.add(Arguments.of(flow.name, flow, at, true));
      }
    }
    return crashes.stream();
  }

  @ParameterizedTest(name = "{0}: write {2}, after it {3}")
  @MethodSource("crashes")
  void nothingAcknowledgedIsLost(String name, Flow flow, int at, boolean after) {
    new Run(flow, at, after).check();
  }

  private static final class Run {
    private final Flow flow;
    private final int at;
    private final boolean after;
    private final TestClock clock = new TestClock();
    private final MemoryTable table = new MemoryTable(clock);
    private final IntakeWorld world = new IntakeWorld(clock, table, true, 1);
    private final Integration integration;

    Run(Flow flow, int at, boolean after) {
      this.flow = flow;
      this.at = at;
      this.after = after;
      integration = world.integration(flow.type);
      for (String body : flow.before) {
        world.receive(integration, body);
        clock.advance(Duration.ofSeconds(1));
      }
    }

    int writes() {
      CrashingTable counting = CrashingTable.never(table);
      new IntakeWorld(clock, counting, true, 2).receive(integration, flow.sent);
      return counting.writes();
    }

    void check() {
      int each = flow.type == IntegrationType.LEGACY_GRAFANA_ALERTING ? 2 : 1;
      long acknowledged = alerts();
      assertThat(acknowledged).isEqualTo((long) flow.before.size() * each);

      CrashingTable dying =
          after ? CrashingTable.after(at, table) : CrashingTable.before(at, table);
      assertThat(died(new IntakeWorld(clock, dying, true, 2))).isTrue();
      consistent();
      assertThat(alerts()).isBetween(acknowledged, acknowledged + each);

      clock.advance(Duration.ofSeconds(1));
      new IntakeWorld(clock, table, true, 3).receive(integration, flow.sent);
      consistent();
      assertThat(alerts()).isBetween(acknowledged + each, acknowledged + 2L * each);
      AlertGroup last = world.groupsOf(integration).getLast();
      assertThat(last.state()).isEqualTo(flow.last);
      assertThat(last.status().open()).isEqualTo(flow.last == State.FIRING);
      if (flow.type == IntegrationType.LEGACY_GRAFANA_ALERTING) {
        List<Timer> timers =
            new DynamoTimers(table)
                .due(TimerKind.AUTO_RESOLVE, clock.instant().plusSeconds(60), 100);
        assertThat(timers).isNotEmpty();
        assertThat(timers.getLast().due()).isAfter(clock.instant().plusSeconds(5));
      }
    }

    private boolean died(IntakeWorld dying) {
      try {
        dying.post(integration, flow.sent);
        return false;
      } catch (Crash crash) {
        return true;
      }
    }

    private long alerts() {
      return world.groupsOf(integration).stream()
          .mapToLong(group -> group.content().alertsCount())
          .sum();
    }

    /** Counters, stories and alerts agree, and one group is open at most. */
    private void consistent() {
      List<AlertGroup> groups = world.groupsOf(integration);
      assertThat(groups.stream().filter(group -> group.status().open()).count())
          .isLessThanOrEqualTo(1);
      for (AlertGroup group : groups) {
        assertThat(world.alertsOf(group)).hasSize((int) group.content().alertsCount());
        assertThat(world.alertsOf(group).getLast().id()).isEqualTo(group.content().lastAlert());
        List<String> story = world.story(group);
        assertThat(story.getFirst()).isEqualTo("opened");
        assertThat(story.contains("resolved")).isEqualTo(group.state() == State.RESOLVED);
      }
      for (State state : State.values()) {
        assertThat(listed(state).count())
            .isEqualTo(groups.stream().filter(group -> group.state() == state).count());
      }
      assertThat(listed(null).count()).isEqualTo(groups.size());
    }

    private Listing<AlertGroup> listed(@Nullable State state) {
      return world.groups.list(
          new AlertGroups.Filter(
              IntakeWorld.ORG,
              null,
              List.of(integration.id()),
              null,
              state == null ? null : Set.of(state),
              List.of(),
              null,
              null),
          1,
          100);
    }
  }
}
