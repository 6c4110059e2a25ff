package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What the meter is told, against DynamoDB's price rules: 1 KB a write unit, 4 KB a read unit, half
 * of it when read eventually, twice in a transaction, one more entry per index touched.
 */
class DynamoCostsTest {

  private static final String NAME = LocalDynamo.newTable();

  private final List<Meter.Use> uses = new ArrayList<>();
  private final Table table =
      new DynamoTable(
          LocalDynamo.client(), NAME, new TestClock(), new Random(1), Pause.SLEEP, uses::add);
  private String partition = "?";

  @BeforeEach
  void nameThePartition(TestInfo test) {
    partition = test.getTestMethod().orElseThrow().getName();
  }

  private Key key(String sk) {
    return new Key(partition, sk);
  }

  private Item.Builder item(String sk, int bytes) {
    return Item.at(key(sk), "thing").set("body", "x".repeat(bytes - 100));
  }

  private Item.Builder indexed(String sk, int bytes) {
    return item(sk, bytes).index1(partition + "#1", "a").index2(partition + "#2", "b");
  }

  private void costs(Runnable call, Meter.Use expected) {
    uses.clear();
    call.run();
    assertThat(uses).containsExactly(expected);
  }

  private static Meter.Use wrote(String operation, double table, double index1, double index2) {
    return new Meter.Use(operation, true, table, index1, index2);
  }

  private static Meter.Use read(String operation, double table) {
    return new Meter.Use(operation, false, table, 0, 0);
  }

  @Test
  void writes() {
    costs(() -> table.put(item("a", 900).build(), null), wrote("PutItem", 1, 0, 0));
    costs(() -> table.put(indexed("b", 1500).build(), null), wrote("PutItem", 2, 1, 1));
    costs(
        () -> table.update(key("b"), List.of(Edit.set("other", 1)), null),
        wrote("UpdateItem", 2, 0, 0));
    costs(
        () -> table.update(key("b"), List.of(Edit.set(Item.GSI1SK, "c")), null),
        wrote("UpdateItem", 2, 2, 0));
    costs(() -> table.delete(key("b"), null), wrote("DeleteItem", 2, 1, 1));
    costs(() -> table.put(item("large", 4900).build(), null), wrote("PutItem", 5, 0, 0));
    costs(() -> table.put(item("large", 200).build(), null), wrote("PutItem", 5, 0, 0));
  }

  @Test
  void transactionsAndBatches() {
    costs(
        () ->
            table.transact(
                List.of(Write.put(item("a", 900).build()), Write.put(indexed("b", 1500).build()))),
        wrote("TransactWriteItems", 6, 2, 2));
    costs(
        () ->
            table.writeAll(
                List.of(Write.put(item("c", 900).build()), Write.put(item("d", 900).build()))),
        wrote("BatchWriteItem", 2, 0, 0));
  }

  @Test
  void reads() {
    table.put(indexed("five", 5000).build(), null);
    costs(() -> table.getEventually(key("five")), read("GetItem", 1));
    costs(() -> table.get(key("five")), read("GetItem", 2));
    costs(() -> table.getEventually(key("none")), read("GetItem", 0.5));
    costs(() -> table.getAll(List.of(key("five"))), read("BatchGetItem", 2));
    costs(
        () -> table.query(Query.of(Index.INDEX1, partition + "#1")),
        new Meter.Use("Query", false, 0, 0.5, 0));
    costs(
        () -> table.query(Query.of(Index.INDEX2, partition + "#2")),
        new Meter.Use("Query", false, 0, 0, 0.5));
  }

  @Test
  void queriesCostTheBytesTheyLookAt() {
    table.writeAll(
        IntStream.range(0, 20).mapToObj(i -> Write.put(item("k" + i, 900).build())).toList());
    costs(() -> table.query(Query.of(partition)), read("Query", 5));
    costs(() -> table.query(Query.of(partition).eventually().count()), read("Query", 2.5));
    assertThat(uses.getFirst().total()).isEqualTo(2.5);
  }
}
