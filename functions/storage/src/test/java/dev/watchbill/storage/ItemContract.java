package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Items come back as they were written; expired ones do not come back. */
interface ItemContract extends Contract {

  @Test
  default void whatIsPutIsReadBack() {
    Item item =
        item("all types")
            .set("text", "näh \uD83D\uDEA8 \u0000 \"quoted\"")
            .set("empty", "")
            .set("number", Long.MIN_VALUE)
            .set("small", 7)
            .set("decimal", new BigDecimal("1234567890123456789.0123456789"))
            .set("double", 0.1)
            .set("whole", 2.0)
            .set("huge", new BigDecimal("1E+40"))
            .set("flag", true)
            .set("bytes", new byte[] {0, -1, 127})
            .set("list", List.of("a", 1, false, List.of(), Map.of("b", 2)))
            .set("map", Map.of("z", 1, "a", Map.of("deep", List.of(new byte[] {1}))))
            .set("instant", Instant.parse("2026-01-31T08:00:00.1234567Z"))
            .set("nothing", null)
            .version(3)
            .index1("list", "b")
            .index2("look-up", "c")
            .build();
    assertThat(table().put(item, null)).isEqualTo(new WriteResult.Done(item));

    assertThat(table().get(item.key())).contains(item);
    assertThat(table().getEventually(item.key())).contains(item);
    assertThat(table().getAll(List.of(item.key()))).containsExactly(item);
    assertThat(table().query(Query.of(partition())).items()).containsExactly(item);
    Item read = table().get(item.key()).orElseThrow();
    assertThat(read.number("whole", 0)).isEqualTo(2);
    assertThat(read.text("instant")).isEqualTo("2026-01-31T08:00:00.123456Z");
    assertThat(read.has("nothing")).isFalse();
    assertThat(List.copyOf(read.attributes().keySet())).isSorted();
  }

  @Test
  default void aPutReplacesTheWholeItem() {
    table().put(item("a").set("old", "x").set("both", 1).index1("i", "j").build(), null);
    Item now = item("a").set("both", 2).build();
    table().put(now, null);
    assertThat(table().get(key("a"))).contains(now);
  }

  @Test
  default void anAbsentItemIsNotFoundAndItsDeletionSucceeds() {
    assertThat(table().get(key("none"))).isEmpty();
    assertThat(table().getEventually(key("none"))).isEmpty();
    assertThat(table().delete(key("none"), null).done()).isTrue();
  }

  @Test
  default void updatesEditEachAttributeAndReturnTheItem() {
    table()
        .put(
            item("a")
                .set("kept", "k")
                .set("gone", "g")
                .set("count", 5)
                .set("by", Map.of("open", 2))
                .version(1)
                .build(),
            null);
    WriteResult result =
        table()
            .update(
                key("a"),
                List.of(
                    Edit.set("name", "status"), // a reserved word of DynamoDB, as are others here
                    Edit.add("count", -7),
                    Edit.add("total", 3),
                    Edit.addIn("by", "open", 1),
                    Edit.addIn("by", "with.dot", 4),
                    Edit.remove("gone"),
                    Edit.remove("never there"),
                    Edit.set(Item.VERSION, 2)),
                null);
    Item after =
        item("a")
            .set("kept", "k")
            .set("name", "status")
            .set("count", -2)
            .set("total", 3)
            .set("by", Map.of("open", 3, "with.dot", 4))
            .version(2)
            .build();
    assertThat(result).isEqualTo(new WriteResult.Done(after));
    assertThat(table().get(key("a"))).contains(after);
  }

  @Test
  default void anUpdateCreatesWhatIsAbsent() {
    Item created =
        ((WriteResult.Done) table().update(key("c"), List.of(Edit.add("n", 2)), null)).item();
    assertThat(created.requiredNumber("n")).isEqualTo(2);
    assertThat(created.version()).isZero();
  }

  @Test
  default void rejectsWhatNoTableTakes() {
    table().put(item("a").set("text", "x").build(), null);
    Item tooLarge = item("large").set("text", "x".repeat(410 * 1024)).build();
    List<Runnable> calls =
        List.of(
            () -> table().put(tooLarge, null),
            () -> table().transact(List.of(Write.put(item("b").build()), Write.put(tooLarge))),
            () -> table().writeAll(List.of(Write.put(tooLarge))),
            () -> table().update(key("a"), List.of(Edit.add("text", 1)), null),
            () -> table().update(key("a"), List.of(Edit.addIn("no map", "k", 1)), null),
            () -> table().transact(List.of(Write.update(key("a"), null, Edit.add("text", 1)))),
            () -> table().update(key("a"), List.of(Edit.add("n", 1), Edit.set("n", 1)), null),
            () -> table().update(key("a"), List.of(), null));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(RejectedByTable.class);
    }
    assertThat(table().query(Query.of(partition())).items())
        .containsExactly(item("a").set("text", "x").build());
  }

  @Test
  default void readsLeaveExpiredItemsOut() {
    Instant end = clock().instant().plusSeconds(60);
    Item kept = item("kept").build();
    Item ending = item("ending").expires(end).build();
    table().writeAll(List.of(Write.put(kept), Write.put(ending)));
    List<Key> both = List.of(key("ending"), key("kept"));
    assertThat(table().getAll(both)).containsExactly(ending, kept);

    clock().advance(Duration.ofSeconds(60).minusNanos(1));
    assertThat(table().get(key("ending"))).contains(ending);
    assertThat(table().query(Query.of(partition()).count()).count()).isEqualTo(2);

    clock().advance(Duration.ofNanos(1));
    assertThat(table().get(key("ending"))).isEmpty();
    assertThat(table().getEventually(key("ending"))).isEmpty();
    assertThat(table().getAll(both)).containsExactly(kept);
    assertThat(table().getAllEventually(both)).containsExactly(kept);
    assertThat(table().query(Query.of(partition())).items()).containsExactly(kept);
    assertThat(table().query(Query.of(partition()).count()).count()).isEqualTo(1);
  }

  @Test
  default void conditionsTakeAnExpiredItemForAbsent() {
    Item old = item("lock").version(1).set("by", "x").expires(clock().instant()).build();
    table().put(old, null);
    List<Condition> ofAnItem =
        List.of(
            Condition.exists(),
            Condition.versionIs(1),
            Condition.is("by", "x"),
            Condition.attributeExists("by"),
            Condition.less("version", 2));
    for (Condition condition : ofAnItem) {
      assertThat(table().delete(old.key(), condition)).isEqualTo(new WriteResult.Refused(0, null));
      assertThat(table().transact(List.of(Write.check(old.key(), condition))))
          .isEqualTo(new WriteResult.Refused(0, null));
    }
    for (Condition condition :
        List.of(absent(), Condition.attributeAbsent("by"), Condition.isNot("by", "x"))) {
      assertThat(table().transact(List.of(Write.check(old.key(), condition))).done()).isTrue();
    }
    Item fresh = item("lock").version(1).build();
    assertThat(table().put(fresh, absent()).done()).isTrue();
    assertThat(table().get(old.key())).contains(fresh);
  }
}
