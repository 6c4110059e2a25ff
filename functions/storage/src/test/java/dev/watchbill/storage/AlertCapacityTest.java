package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Pause;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.org.Limits.Budget;
import dev.watchbill.domain.org.Limits.Taken;
import dev.watchbill.domain.org.Organizations.Counter;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What alerts cost in capacity units (DESIGN §9): reads as DynamoDB Local counts them, writes by
 * the price rules.
 */
@Timeout(300) // lists of a thousand groups on DynamoDB Local
class AlertCapacityTest {

  /** As long as real ones. */
  private static final String ORG = "OABCDEFGHIJK1";

  private static final String GROUP = "IABCDEFGHIJK1";
  private static final String INTEGRATION = "CABCDEFGHIJK1";

  private final TestClock clock = new TestClock();
  private final String name = LocalDynamo.newTable();
  private double reads;
  private final PricedTable table =
      new PricedTable(
          dynamo(
              use -> {
                if (!use.write()) reads += use.total();
              }),
          dynamo(Meter.NONE));

  private final WritableGroups groups = new WritableGroups(table);
  private final DynamoIntegrations integrations = new DynamoIntegrations(table, Samples.SECRETS);
  private final DynamoLimits limits = new DynamoLimits(table);

  private Table dynamo(Meter meter) {
    return new DynamoTable(
        LocalDynamo.client(), name, clock, RandomGenerator.getDefault(), Pause.SLEEP, meter);
  }

  private void reset() {
    reads = 0;
    table.reset();
  }

  private void limited() {
    assertThat(
            limits.take(
                ORG,
                Duration.ofSeconds(300),
                clock.instant(),
                new Budget(INTEGRATION, 300),
                new Budget("all", 900)))
        .isInstanceOf(Taken.Allowed.class);
  }

  private static Alert alert(int n) {
    Instant at = Samples.NOW.plusSeconds(n);
    String one =
        "{\"labels\":{\"alertname\":\"DiskFull\",\"host\":\"db-1\"},\"status\":\"firing\"},";
    return Samples.alert(ORG, GROUP, at, "{\"alerts\":[" + one.repeat(20) + n + "]}");
  }

  private Committed open() {
    Timer timer = Timer.at(TimerKind.AUTO_RESOLVE, Samples.NOW.plusSeconds(5), ORG, GROUP);
    return groups.open(
        Samples.opening(ORG, GROUP, INTEGRATION, Samples.KEY, Samples.NOW).set(timer),
        alert(0),
        true);
  }

  @Test
  void anAlertThatOpensAGroupCostsAtMostTwentyWriteUnits() {
    limited();
    new DynamoOrganizations(table).next(ORG, Counter.ALERT_GROUPS);
    assertThat(open()).isEqualTo(new Committed.Done());
    // One of them notes the day, once for each process.
    assertThat(table.units()).isLessThanOrEqualTo(20);
    assertThat(reads).isZero();
  }

  @Test
  void aRepeatedAlertCostsAtMostSixWriteAndThreeReadUnits() {
    integrations.create(Samples.integration(ORG, INTEGRATION, "one"));
    open();
    String token = integrations.find(ORG, INTEGRATION).orElseThrow().token();
    reset();

    limited();
    assertThat(integrations.byToken(token)).isPresent();
    AlertGroup group = groups.newest(ORG, INTEGRATION, Samples.ROUTE, Samples.KEY).orElseThrow();
    assertThat(groups.append(group, alert(1))).isEqualTo(new Committed.Done());
    assertThat(table.units()).isLessThanOrEqualTo(6);
    assertThat(reads).isLessThanOrEqualTo(3);
  }

  @Test
  void anAcknowledgementCostsAtMostSixteenWriteUnits() {
    open();
    AlertGroup group = groups.find(ORG, GROUP).orElseThrow();
    Outcome outcome = AlertGroupActions.acknowledge(group, Actor.user("U1"), Samples.NOW);
    reset();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Change.class,
            change ->
                assertThat(groups.commit(change, null, Samples.NOW))
                    .isEqualTo(new Committed.Done()));
    assertThat(table.units()).isLessThanOrEqualTo(16);
    assertThat(reads).isLessThanOrEqualTo(1);
  }

  @Test
  void aSweepThatFindsNothingCostsHalfAReadUnit() {
    assertThat(new DynamoTimers(table).due(TimerKind.ERASE, Samples.NOW, 100)).isEmpty();

    assertThat(reads).isLessThanOrEqualTo(0.5);
  }

  private static Filter filter(@Nullable List<String> integrations, @Nullable State state) {
    Set<State> states = state == null ? null : Set.of(state);
    return new Filter(ORG, null, integrations, null, states, List.of(), null, null);
  }

  /** Read units of one page. */
  private double page(Filter filter, int page, int rows) {
    reset();
    assertThat(groups.list(filter, page, 50).rows()).hasSizeGreaterThanOrEqualTo(rows);
    return reads;
  }

  @Test
  void aPageOfGroupsCostsTheSameHoweverManyThereAre() {
    List<Filter> filters =
        List.of(
            filter(null, null),
            filter(null, State.FIRING),
            filter(null, State.RESOLVED),
            filter(List.of("C1"), null),
            filter(List.of("C1", "C2"), null),
            filter(List.of("C1"), State.RESOLVED),
            filter(List.of("C1", "C4"), State.FIRING));
    List<AlertGroup> few = Bulk.groups(ORG, 100);
    Bulk.write(table, few);
    List<Double> atHundred =
        filters.stream().map(filter -> page(filter, 1, 1) / rows(filter)).toList();

    Bulk.write(table, Bulk.groups(ORG, 1_000));
    for (Filter filter : filters) {
      double cost = page(filter, 1, 50);
      // Fifty rows at a unit each, and the keys of its lanes and the counters.
      assertThat(cost).as("%s", filter).isLessThanOrEqualTo(50 + 12);
      double perRow = atHundred.get(filters.indexOf(filter));
      assertThat(cost / 50).as("%s", filter).isLessThanOrEqualTo(perRow + 0.1);
      assertThat(page(filter, 1_000, 1)).as("last page").isLessThanOrEqualTo(50 + 12);
    }
  }

  private int rows(Filter filter) {
    return groups.list(filter, 1, 50).rows().size();
  }
}
