package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.is;
import static dev.watchbill.storage.Condition.versionIs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Transactions happen whole or not at all. */
interface TransactionContract extends Contract {

  @Test
  default void allKindsOfWritesHappenTogether() {
    table()
        .writeAll(
            List.of(
                Write.put(item("updated").version(1).build()),
                Write.put(item("deleted").build()),
                Write.put(item("checked").set("open", true).build())));
    WriteResult result =
        table()
            .transact(
                List.of(
                    Write.put(item("put").version(1).build(), absent()),
                    Write.update(
                        key("updated"), versionIs(1), Edit.set("version", 2), Edit.add("n", 4)),
                    Write.delete(key("deleted"), exists()),
                    Write.check(key("checked"), is("open", true))));
    assertThat(result).isEqualTo(new WriteResult.Done(null));
    assertThat(table().query(Query.of(partition())).items())
        .containsExactly(
            item("checked").set("open", true).build(),
            item("put").version(1).build(),
            item("updated").version(2).set("n", 4).build());
  }

  @Test
  default void aRefusalNamesTheFirstLoserAndChangesNothing() {
    Item taken = item("taken").set("by", "someone").build();
    Item other = item("other").version(7).build();
    table().writeAll(List.of(Write.put(taken), Write.put(other)));
    WriteResult result =
        table()
            .transact(
                List.of(
                    Write.put(item("new").build(), absent()),
                    Write.put(item("taken").set("by", "me").build(), absent()),
                    Write.update(key("other"), versionIs(6), Edit.add("n", 1))));
    assertThat(result).isEqualTo(new WriteResult.Refused(1, taken));
    assertThat(result.<Object>map(done -> "done", refused -> refused.index())).isEqualTo(1);
    assertThat(table().query(Query.of(partition())).items()).containsExactly(other, taken);

    assertThat(
            table()
                .transact(
                    List.of(Write.put(item("new").build()), Write.check(key("no"), exists()))))
        .isEqualTo(new WriteResult.Refused(1, null));
    assertThat(table().get(key("new"))).isEmpty();
  }

  @Test
  default void oneOfManyWinsAUniqueName() {
    var winners = new ConcurrentLinkedQueue<Integer>();
    var losers = new ConcurrentLinkedQueue<WriteResult>();
    InParallel.run(
        8,
        IntStream.range(0, 16)
            .<Runnable>mapToObj(
                i ->
                    () -> {
                      WriteResult result =
                          table()
                              .transact(
                                  List.of(
                                      Write.put(item("chain-" + i).build(), absent()),
                                      Write.put(item("name").set("of", i).build(), absent())));
                      if (result.done()) winners.add(i);
                      else losers.add(result);
                    })
            .toList());
    assertThat(winners).hasSize(1);
    Item name = table().get(key("name")).orElseThrow();
    assertThat(name.requiredNumber("of")).isEqualTo(winners.element().longValue());
    assertThat(losers).hasSize(15).containsOnly(new WriteResult.Refused(1, name));
    assertThat(table().query(Query.of(partition()).prefix("chain-").count()).count()).isEqualTo(1);
  }

  @Test
  default void aHundredWritesAreTakenAndMoreAreNot() {
    List<Write> writes =
        IntStream.range(0, 101).mapToObj(i -> Write.put(item("k" + i).build())).toList();
    assertThatThrownBy(() -> table().transact(writes))
        .isInstanceOf(RejectedByTable.class)
        .hasMessageContaining("101");
    assertThat(table().transact(writes.subList(0, 100)).done()).isTrue();
    assertThat(table().query(Query.of(partition()).count()).count()).isEqualTo(100);
  }

  @Test
  default void transactionsThatMakeNoSenseAreRejected() {
    Item item = item("a").build();
    for (List<Write> writes :
        List.of(
            List.<Write>of(),
            List.of(Write.put(item), Write.delete(key("a"))),
            List.of(Write.check(key("a"), absent()), Write.put(item)),
            List.of(Write.update(key("a"), null, Edit.add("n", 1), Edit.remove("n"))))) {
      assertThatThrownBy(() -> table().transact(writes)).isInstanceOf(RejectedByTable.class);
    }
    assertThat(table().get(key("a"))).isEmpty();
  }
}
