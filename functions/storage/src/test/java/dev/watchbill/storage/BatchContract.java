package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads and writes of more items than one request of DynamoDB takes. */
interface BatchContract extends Contract {

  @Test
  default void manyItemsComeInTheOrderOfTheirKeys() {
    List<Key> keys = new ArrayList<>(putMany("k", 230));
    for (int i = 0; i < 20; i++) keys.add(key("missing" + i));
    Collections.shuffle(keys, new Random(7));
    List<Key> there = keys.stream().filter(key -> key.sk().startsWith("k")).toList();
    assertThat(table().getAll(keys)).extracting(Item::key).containsExactlyElementsOf(there);
    assertThat(table().getAllEventually(keys))
        .extracting(Item::key)
        .containsExactlyElementsOf(there);
  }

  @Test
  default void aKeyAskedForTwiceIsAnsweredTwice() {
    putMany("k", 1);
    assertThat(table().getAll(List.of(key("k000"), key("none"), key("k000")))).hasSize(2);
    assertThat(table().getAll(List.of())).isEmpty();
  }

  @Test
  default void manyWritesOfBothKinds() {
    List<Key> keys = putMany("old", 40);
    List<Write> writes = new ArrayList<>();
    keys.forEach(key -> writes.add(Write.delete(key)));
    for (int i = 0; i < 33; i++) writes.add(Write.put(item("new" + i).build()));
    table().writeAll(writes);
    assertThat(table().query(Query.of(partition()).prefix("old").count()).count()).isZero();
    assertThat(table().query(Query.of(partition()).prefix("new").count()).count()).isEqualTo(33);
    table().writeAll(List.of());
  }

  @Test
  default void batchesTakeUnconditionalPutsAndDeletesOfDifferentItems() {
    Item item = item("a").build();
    for (List<Write> writes :
        List.of(
            List.of(Write.put(item, absent())),
            List.of(Write.delete(key("a"), absent())),
            List.of(Write.update(key("a"), null, Edit.add("n", 1))),
            List.of(Write.check(key("a"), absent())),
            List.of(Write.put(item), Write.delete(key("a"))))) {
      assertThatThrownBy(() -> table().writeAll(writes)).isInstanceOf(RejectedByTable.class);
    }
    assertThat(table().get(key("a"))).isEmpty();
  }
}
