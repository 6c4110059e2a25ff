package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.versionIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.watchbill.storage.FaultyClient.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What DynamoTable makes of every failure below it, with DynamoDB Local behind the failures. */
class DynamoFaultsTest {

  private static final String NAME = LocalDynamo.newTable();

  private final FaultyClient client = new FaultyClient(LocalDynamo.client());
  private final List<Duration> pauses = new ArrayList<>();
  private final Table table =
      new DynamoTable(client, NAME, new TestClock(), new Random(1), pauses::add, Meter.NONE);
  private String partition = "?";

  @BeforeEach
  void nameThePartition(TestInfo test) {
    partition = test.getTestMethod().orElseThrow().getName() + test.getDisplayName();
  }

  private Key key(String sk) {
    return new Key(partition, sk);
  }

  private Item item(String sk) {
    return Item.at(key(sk), "thing").version(1).build();
  }

  /** One call of every operation, each with the answer it has when nothing goes wrong. */
  private void everyOperation(Fault fault) {
    Item item = item("a");
    faulty(fault, () -> table.put(item, null), new WriteResult.Done(item));
    faulty(fault, () -> table.get(key("a")).orElseThrow(), item);
    faulty(fault, () -> table.getEventually(key("a")).orElseThrow(), item);
    faulty(fault, () -> table.getAll(List.of(key("a"))), List.of(item));
    faulty(fault, () -> table.query(Query.of(partition)).items(), List.of(item));
    Item second = item.toBuilder().version(2).build();
    faulty(
        fault,
        () -> table.update(key("a"), List.of(Edit.set("version", 2)), null),
        new WriteResult.Done(second));
    faulty(
        fault,
        () -> table.transact(List.of(Write.check(key("a"), versionIs(2)), Write.put(item("b")))),
        new WriteResult.Done(null));
    faulty(fault, () -> table.delete(key("a"), null), new WriteResult.Done(null));
    faulty(
        fault,
        () -> {
          table.writeAll(List.of(Write.put(item("c")), Write.delete(key("b"))));
          return table.query(Query.of(partition)).items();
        },
        List.of(item("c")));
  }

  private void faulty(Fault fault, Supplier<Object> call, Object expected) {
    int before = pauses.size();
    client.next(fault, fault);
    assertThat(call.get()).isEqualTo(expected);
    assertThat(client.left()).isZero();
    assertThat(pauses).hasSize(before + 2);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "HALF", "ABORTED"})
  void everyOperationOutlivesEveryFault(Fault fault) {
    everyOperation(fault);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "HALF", "ABORTED"})
  void tenRetriesAreMadeAndNoMore(Fault fault) {
    client.next(10, fault);
    assertThat(table.transact(List.of(Write.put(item("a")))).done()).isTrue();
    assertThat(client.calls()).isEqualTo(11);

    client.next(11, fault);
    assertThatThrownBy(() -> table.transact(List.of(Write.put(item("secret")))))
        .isInstanceOf(TableUnavailable.class)
        .message()
        .startsWith("TransactWriteItems got no good answer: ")
        .doesNotContain("secret");
    assertThat(client.calls()).isEqualTo(22);
    assertThat(client.left()).isZero();
  }

  @Test
  void pausesGrowAndAreRandomAndBounded() {
    client.next(10, Fault.THROTTLED);
    assertThat(table.get(key("a"))).isEmpty();
    assertThat(pauses).hasSize(10).doesNotHaveDuplicates();
    for (int i = 0; i < 10; i++) {
      assertThat(pauses.get(i))
          .isBetween(Duration.ZERO, Duration.ofMillis(Math.min(1000, 25L << i)));
    }
    pauses.clear();
    assertThat(table.get(key("a"))).isEmpty();
    assertThat(pauses).isEmpty();
  }

  @Test
  void anInterruptedThreadStopsTrying() {
    client.next(Fault.ABORTED);
    assertThatThrownBy(() -> table.get(key("a"))).isInstanceOf(TableUnavailable.class);
    assertThat(client.calls()).isEqualTo(1);
  }

  /** The token: the first try was applied, so its repetition must neither count nor be refused. */
  @Test
  void aTransactionWhoseAnswerWasLostHappensOnce() {
    List<Write> writes =
        List.of(
            Write.put(item("new"), absent()), Write.update(key("count"), null, Edit.add("n", 1)));
    client.next(Fault.TIMEOUT_AFTER, Fault.IN_PROGRESS, Fault.CONFLICT, Fault.TIMEOUT_AFTER);
    assertThat(table.transact(writes)).isEqualTo(new WriteResult.Done(null));
    assertThat(table.get(key("count")).orElseThrow().number("n", 0)).isEqualTo(1);

    // The same writes once more are another transaction.
    assertThat(table.transact(writes)).isEqualTo(new WriteResult.Refused(0, item("new")));
    assertThat(table.transact(writes.subList(1, 2)).done()).isTrue();
    assertThat(table.transact(writes.subList(1, 2)).done()).isTrue();
    assertThat(table.get(key("count")).orElseThrow().number("n", 0)).isEqualTo(3);
  }

  /** Why callers whose change must not be doubled use a transaction. */
  @Test
  void aSingleWriteWhoseAnswerWasLostIsRefusedByItselfOrCountsTwice() {
    client.next(Fault.TIMEOUT_AFTER);
    assertThat(table.put(item("a"), absent())).isEqualTo(new WriteResult.Refused(0, item("a")));
    client.next(Fault.TIMEOUT_AFTER);
    table.update(key("count"), List.of(Edit.add("n", 1)), null);
    assertThat(table.get(key("count")).orElseThrow().number("n", 0)).isEqualTo(2);
  }

  @Test
  void aRefusalBehindAConflictIsARefusalAndAConflictIsNot() {
    table.put(item("taken"), null);
    client.next(Fault.CONFLICT, Fault.CONFLICT);
    List<Write> writes = List.of(Write.put(item("a")), Write.put(item("taken"), absent()));
    assertThat(table.transact(writes)).isEqualTo(new WriteResult.Refused(1, item("taken")));
    assertThat(client.left()).isZero();
    assertThat(table.get(key("a"))).isEmpty();

    client.next(Fault.CONFLICT);
    assertThat(table.delete(key("none"), exists())).isEqualTo(new WriteResult.Refused(0, null));
  }

  @Test
  void whatABatchLeavesUndoneIsSentAgain() {
    List<Item> items = IntStream.range(0, 60).mapToObj(i -> item("k" + (100 + i))).toList();
    client.next(Fault.HALF, Fault.THROTTLED, Fault.HALF, Fault.HALF, Fault.NONE, Fault.HALF);
    table.writeAll(items.stream().map(Write::put).toList());
    assertThat(client.left()).isZero();
    assertThat(table.query(Query.of(partition)).items()).isEqualTo(items);

    client.next(Fault.HALF, Fault.HALF, Fault.SERVER_ERROR, Fault.HALF);
    assertThat(table.getAll(items.stream().map(Item::key).toList())).isEqualTo(items);
    assertThat(client.left()).isZero();
  }

  @Test
  void aBatchThatDoesNothingElevenTimesIsUnavailable() {
    List<Consumer<Item>> calls =
        List.of(
            item -> table.getAll(List.of(item.key())),
            item -> table.writeAll(List.of(Write.put(item))));
    for (Consumer<Item> call : calls) {
      // Half of one item is none.
      client.next(10, Fault.HALF);
      call.accept(item("a"));
      client.next(11, Fault.HALF);
      assertThatThrownBy(() -> call.accept(item("a"))).isInstanceOf(TableUnavailable.class);
      assertThat(client.left()).isZero();
    }
  }

  @Test
  void lastingErrorsAreNotTriedAgain() {
    var elsewhere =
        new DynamoTable(
            client, "no-such-table", new TestClock(), new Random(1), pauses::add, Meter.NONE);
    var rejected = catchThrowableOfType(RejectedByTable.class, () -> elsewhere.get(key("a")));
    assertThat(rejected).hasMessageContaining("ResourceNotFoundException");
    assertThat(client.calls()).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }
}
