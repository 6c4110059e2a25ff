package dev.watchbill.bench;

import dev.watchbill.domain.Pause;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import dev.watchbill.storage.Bulk;
import dev.watchbill.storage.DynamoAlertGroups;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TableConnection;
import dev.watchbill.storage.TableSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One page of 50 groups, by what it is filtered, however many there are. */
final class ListPart implements Part {

  private static final String TABLE = "list";
  private static final int RUNS = 20;

  /**
   * What a page may cost more among many than among few: full pages of keys instead of short ones.
   */
  private static final double SLACK = 8;

  @Override
  public Results run(Options options) {
    var results =
        new Results(
            "A page of 50 alert groups", "filter", "groups", "read units", "p50 ms", "max ms");
    DoubleAdder reads = new DoubleAdder();
    try (DynamoDbLocalProcess dynamo = DynamoDbLocalProcess.inMemory();
        DynamoDbClient client = TableConnection.at(dynamo.endpoint())) {
      TableSchema.create(client, TABLE);
      Table table =
          new DynamoTable(
              client,
              TABLE,
              Clock.systemUTC(),
              new Random(1),
              Pause.SLEEP,
              use -> {
                if (!use.write()) reads.add(use.total());
              });
      Map<String, Double> before = new LinkedHashMap<>();
      for (int count = 1_000; count <= options.groups(); count *= 10) {
        String org = "OBENCH" + count;
        Bulk.write(table, Bulk.groups(org, count));
        for (Map.Entry<String, Filter> each : filters(org).entrySet()) {
          double units = measure(results, table, reads, each.getKey(), each.getValue(), count);
          Double fewer = before.put(each.getKey(), units);
          results.mustBe(
              fewer == null || units <= fewer + SLACK,
              each.getKey() + " at " + count + " groups: " + units + " units instead of " + fewer);
        }
      }
    }
    results.note("DynamoDB Local in memory; target ≤ 100 ms at 100,000 groups; maximum of " + RUNS);
    return results;
  }

  private static Map<String, Filter> filters(String org) {
    Instant from = Bulk.FIRST.plus(Duration.ofDays(20)).plusSeconds(7);
    Instant to = Bulk.FIRST.plus(Duration.ofDays(55));
    Map<String, Filter> filters = new LinkedHashMap<>();
    filters.put("none", filter(org, null, null, null, null));
    filters.put("state", filter(org, null, State.FIRING, null, null));
    filters.put("integration", filter(org, List.of("C2"), null, null, null));
    filters.put("integration and state", filter(org, List.of("C2"), State.RESOLVED, null, null));
    filters.put("started_at", filter(org, null, null, from, to));
    return filters;
  }

  private static Filter filter(
      String org,
      @Nullable List<String> integrations,
      @Nullable State state,
      @Nullable Instant from,
      @Nullable Instant to) {
    Set<State> states = state == null ? null : Set.of(state);
    return new Filter(org, null, integrations, null, states, List.of(), from, to);
  }

  private static double measure(
      Results results, Table table, DoubleAdder reads, String name, Filter filter, int count) {
    var groups = new DynamoAlertGroups(table);
    List<Double> units = new ArrayList<>();
    double[] millis = new double[RUNS];
    for (int i = -10; i < RUNS; i++) {
      reads.reset();
      long begin = System.nanoTime();
      int rows = groups.list(filter, 1, 50).rows().size();
      if (i < 0) continue;
      millis[i] = (System.nanoTime() - begin) / 1e6;
      units.add(reads.sum());
      results.mustBe(rows == 50, name + " has " + rows + " rows");
    }
    Arrays.sort(millis);
    double most = units.stream().mapToDouble(each -> each).max().orElse(0);
    results.row(name, count, most, millis[RUNS / 2], millis[RUNS - 1]);
    return most;
  }
}
