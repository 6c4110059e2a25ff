package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.all;
import static dev.watchbill.storage.Condition.any;
import static dev.watchbill.storage.Condition.attributeAbsent;
import static dev.watchbill.storage.Condition.attributeExists;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.is;
import static dev.watchbill.storage.Condition.isNot;
import static dev.watchbill.storage.Condition.less;
import static dev.watchbill.storage.Condition.versionIs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Conditions decide single writes, and a refusal shows the item that stands there. */
interface ConditionContract extends Contract {

  @Test
  default void eachConditionOnAnItemThatStandsThere() {
    Item item =
        item("a")
            .version(3)
            .set("open", true)
            .set("name", "n")
            .set("count", 299)
            .set("list", List.of(1, "x"))
            .set("bytes", new byte[] {1, 2})
            .build();
    table().put(item, null);
    expect(
        item.key(),
        item,
        Map.ofEntries(
            Map.entry(absent(), false),
            Map.entry(exists(), true),
            Map.entry(versionIs(3), true),
            Map.entry(versionIs(4), false),
            Map.entry(is("open", true), true),
            Map.entry(is("open", false), false),
            Map.entry(is("open", "true"), false),
            Map.entry(is("name", "n"), true),
            Map.entry(is("name", ""), false),
            Map.entry(is("nothing", "n"), false),
            Map.entry(is("list", List.of(1, "x")), true),
            Map.entry(is("list", List.of(1, "y")), false),
            Map.entry(is("bytes", new byte[] {1, 2}), true),
            Map.entry(is("count", 299.0), true),
            Map.entry(isNot("name", "n"), false),
            Map.entry(isNot("name", "other"), true),
            Map.entry(isNot("name", 1), true),
            Map.entry(isNot("nothing", "n"), true),
            Map.entry(less("count", 300), true),
            Map.entry(all(any(attributeAbsent("count"), less("count", 300))), true),
            Map.entry(any(all(less("count", 299))), false),
            Map.entry(less("count", 299), false),
            Map.entry(less("nothing", 300), false),
            Map.entry(less("name", 300), false),
            Map.entry(attributeAbsent("nothing"), true),
            Map.entry(attributeAbsent("name"), false),
            Map.entry(attributeExists("name"), true),
            Map.entry(attributeExists("nothing"), false),
            Map.entry(all(versionIs(3), is("open", true)), true),
            Map.entry(all(versionIs(3), is("open", false)), false),
            Map.entry(any(versionIs(4), is("open", true)), true),
            Map.entry(any(versionIs(4), all(is("open", true), absent())), false),
            Map.entry(any(absent(), less("count", 300)), true)));
  }

  @Test
  default void eachConditionWhereNoItemStands() {
    expect(
        key("none"),
        null,
        Map.ofEntries(
            Map.entry(absent(), true),
            Map.entry(exists(), false),
            Map.entry(versionIs(0), false),
            Map.entry(is("a", 1), false),
            Map.entry(isNot("a", 1), true),
            Map.entry(less("a", 1), false),
            Map.entry(attributeAbsent("a"), true),
            Map.entry(attributeExists("a"), false),
            Map.entry(all(absent(), attributeAbsent("a")), true),
            Map.entry(all(absent(), exists()), false),
            Map.entry(any(exists(), absent()), true),
            Map.entry(any(exists(), is("a", 1)), false)));
  }

  private void expect(Key key, @Nullable Item found, Map<Condition, Boolean> cases) {
    Map<Condition, WriteResult> expected = new LinkedHashMap<>();
    Map<Condition, WriteResult> actual = new LinkedHashMap<>();
    cases.forEach(
        (condition, holds) -> {
          expected.put(
              condition, holds ? new WriteResult.Done(null) : new WriteResult.Refused(0, found));
          actual.put(condition, table().transact(List.of(Write.check(key, condition))));
        });
    assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  default void refusedSingleWritesChangeNothingAndShowWhatStandsThere() {
    Item first = item("a").version(1).set("by", "first").build();
    Item second = item("a").version(1).set("by", "second").build();
    assertThat(table().put(first, absent()).done()).isTrue();

    var refused = new WriteResult.Refused(0, first);
    assertThat(table().put(second, absent())).isEqualTo(refused);
    assertThat(table().put(second, versionIs(2))).isEqualTo(refused);
    assertThat(table().update(key("a"), List.of(Edit.set("by", "x")), versionIs(2)))
        .isEqualTo(refused);
    assertThat(table().delete(key("a"), is("by", "second"))).isEqualTo(refused);
    assertThat(table().get(key("a"))).contains(first);

    assertThat(table().update(key("none"), List.of(Edit.set("by", "x")), exists()))
        .isEqualTo(new WriteResult.Refused(0, null));
    assertThat(table().get(key("none"))).isEmpty();
    assertThat(table().delete(key("a"), is("by", "first")).done()).isTrue();
    assertThat(table().get(key("a"))).isEmpty();
  }

  @Test
  default void aCounterStopsAtItsLimit() {
    int done = 0;
    for (int i = 0; i < 5; i++) {
      Condition room = any(absent(), less("count", 3));
      if (table().update(key("c"), List.of(Edit.add("count", 1)), room).done()) done++;
    }
    assertThat(done).isEqualTo(3);
    assertThat(table().get(key("c")).orElseThrow().number("count", 0)).isEqualTo(3);
  }

  /**
   * 200 increments by read, compare and write; 200 by one blind edit; half of all in transactions.
   */
  @Test
  default void concurrentWritersLoseNothing() {
    table().put(item("optimistic").version(0).set("count", 0).build(), null);
    var refusals = new AtomicInteger();
    InParallel.run(
        8,
        IntStream.range(0, 200)
            .<Runnable>mapToObj(
                i ->
                    () -> {
                      while (!increment(i % 2 == 0)) refusals.incrementAndGet();
                      table().update(key("blind"), List.of(Edit.add("count", 1)), null);
                    })
            .toList());
    Item optimistic = table().get(key("optimistic")).orElseThrow();
    assertThat(optimistic.version()).isEqualTo(200);
    assertThat(optimistic.requiredNumber("count")).isEqualTo(200);
    assertThat(table().get(key("blind")).orElseThrow().requiredNumber("count")).isEqualTo(200);
  }

  private boolean increment(boolean inTransaction) {
    Item before = table().get(key("optimistic")).orElseThrow();
    Item after =
        before.toBuilder()
            .version(before.version() + 1)
            .set("count", before.requiredNumber("count") + 1)
            .build();
    Condition unchanged = versionIs(before.version());
    return (inTransaction
            ? table().transact(List.of(Write.put(after, unchanged)))
            : table().put(after, unchanged))
        .done();
  }
}
