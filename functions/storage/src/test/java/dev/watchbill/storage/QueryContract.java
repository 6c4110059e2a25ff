package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries: order, ranges, pages, counts, indexes. */
interface QueryContract extends Contract {

  @Test
  default void eachRangeOfSortKeys() {
    for (String sk : List.of("a", "b#1", "b#2", "b$", "c")) table().put(item(sk).build(), null);
    Query all = Query.of(partition());
    assertThat(found(all)).containsExactly("a", "b#1", "b#2", "b$", "c");
    assertThat(found(all.prefix("b#"))).containsExactly("b#1", "b#2");
    assertThat(found(all.prefix("x"))).isEmpty();
    assertThat(found(all.between("b#1", "b$"))).containsExactly("b#1", "b#2", "b$");
    assertThat(found(all.from("b#2"))).containsExactly("b#2", "b$", "c");
    assertThat(found(all.beyond("b#2"))).containsExactly("b$", "c");
    assertThat(found(all.upTo("b#2"))).containsExactly("a", "b#1", "b#2");
    assertThat(found(all.before("b#2"))).containsExactly("a", "b#1");
    assertThat(found(all.prefix("b#").backward())).containsExactly("b#2", "b#1");
    assertThat(found(all.before("b#2").backward())).containsExactly("b#1", "a");
    assertThat(found(all.eventually())).hasSize(5);
    assertThat(found(Query.of(partition() + "#none"))).isEmpty();
  }

  @Test
  default void textsSortByTheirBytes() {
    List<String> inOrder = List.of("A", "a", "z", "é", "\uE000", "\uFFFD", "\uD83D\uDEA8");
    for (String sk : inOrder) table().put(item(sk).build(), null);
    assertThat(found(Query.of(partition()))).containsExactlyElementsOf(inOrder);
    assertThat(found(Query.of(partition()).beyond("\uE000")))
        .containsExactly("\uFFFD", "\uD83D\uDEA8");
  }

  @Test
  default void pagesFollowEachOtherInBothDirections() {
    List<String> keys = new ArrayList<>(putMany("k", 23).stream().map(Key::sk).toList());
    Query query = Query.of(partition()).prefix("k").limit(5);
    assertThat(allPages(query)).containsExactlyElementsOf(keys);
    Collections.reverse(keys);
    assertThat(allPages(query.backward())).containsExactlyElementsOf(keys);

    Page first = table().query(query);
    assertThat(first.items()).hasSize(5);
    assertThat(first.count()).isEqualTo(5);
    assertThat(first.next()).isEqualTo(new Cursor(key("k004"), null));
    assertThat(table().query(query.limit(24)).next()).isNull();
  }

  @Test
  default void aCursorOutlivesItsItem() {
    putMany("k", 4);
    Cursor cursor = table().query(Query.of(partition()).limit(2)).next();
    table().delete(key("k001"), null);
    assertThat(found(Query.of(partition()).after(cursor))).containsExactly("k002", "k003");
  }

  @Test
  default void expiredItemsDoNotShortenPages() {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      writes.add(
          Write.put(
              item("k%02d".formatted(i)).expires(i % 4 == 3 ? null : clock().instant()).build()));
    }
    table().writeAll(writes);
    Page page = table().query(Query.of(partition()).limit(3));
    assertThat(page.items())
        .extracting(item -> item.key().sk())
        .containsExactly("k03", "k07", "k11");
    assertThat(allPages(Query.of(partition()).limit(3)))
        .containsExactly("k03", "k07", "k11", "k15", "k19");
  }

  @Test
  default void countsWithoutItems() {
    putMany("k", 12);
    Page page = table().query(Query.of(partition()).prefix("k00").count());
    assertThat(page).isEqualTo(new Page(List.of(), 10, null));
    Page limited = table().query(Query.of(partition()).count().limit(7));
    assertThat(limited.count()).isEqualTo(7);
    assertThat(limited.items()).isEmpty();
    assertThat(limited.next()).isEqualTo(new Cursor(key("k006"), null));
    assertThat(table().query(Query.of(partition()).count().after(limited.next())).count())
        .isEqualTo(5);
  }

  /** DynamoDB ends its own pages after 1 MB. */
  @Test
  default void oneQueryReadsMoreThanAMegabyte() {
    for (int i = 0; i < 6; i++) {
      table().put(item("k" + i).set("text", "x".repeat(300 * 1024)).build(), null);
    }
    assertThat(found(Query.of(partition()))).containsExactly("k0", "k1", "k2", "k3", "k4", "k5");
    assertThat(table().query(Query.of(partition()).count()).count()).isEqualTo(6);
    assertThat(found(Query.of(partition()).limit(5))).hasSize(5);
  }

  @Test
  default void indexesHoldTheKeysOfItemsThatHaveTheirs() {
    String list = partition() + "#list";
    Item both = item("both").index1(list, "2").index2(list, "x").set("body", "b").build();
    table().writeAll(List.of(Write.put(both), Write.put(item("none").build())));
    table().put(item("one").index1(list, "1").build(), null);

    assertThat(table().query(Query.of(Index.INDEX1, list)).items())
        .containsExactly(keysOnly("one", Index.INDEX1, "1"), keysOnly("both", Index.INDEX1, "2"));
    assertThat(table().query(Query.of(Index.INDEX2, list)).items())
        .containsExactly(keysOnly("both", Index.INDEX2, "x"));
    assertThat(table().query(Query.of(Index.INDEX1, list).from("2").count()).count()).isEqualTo(1);
  }

  @Test
  default void indexesFollowEdits() {
    String list = partition() + "#list";
    table().put(item("a").index1(list, "1").index2(list, "1").build(), null);
    table().update(key("a"), List.of(Edit.set(Item.GSI1SK, "9"), Edit.remove(Item.GSI2PK)), null);
    assertThat(table().query(Query.of(Index.INDEX1, list)).items())
        .containsExactly(keysOnly("a", Index.INDEX1, "9"));
    assertThat(table().query(Query.of(Index.INDEX2, list)).items()).isEmpty();
    table().delete(key("a"), null);
    assertThat(table().query(Query.of(Index.INDEX1, list)).items()).isEmpty();
  }

  @Test
  default void anIndexStillListsExpiredItems() {
    String list = partition() + "#list";
    table().put(item("a").index1(list, "1").expires(clock().instant()).build(), null);
    Page page = table().query(Query.of(Index.INDEX1, list));
    assertThat(page.items()).hasSize(1);
    assertThat(table().getAll(page.items().stream().map(Item::key).toList())).isEmpty();
  }

  /** Three items share each index key: a cursor stands between them, too. */
  @Test
  default void indexPagesFollowEachOtherInBothDirections() {
    String list = partition() + "#list";
    List<Item> items =
        IntStream.range(0, 15)
            .mapToObj(i -> item("k%02d".formatted(i)).index1(list, "s" + i / 3).build())
            .toList();
    table().writeAll(items.stream().map(Write::put).toList());
    Query query = Query.of(Index.INDEX1, list).limit(4);
    for (Query direction : List.of(query, query.backward())) {
      List<String> keys = allPages(direction);
      assertThat(keys).hasSize(15).doesNotHaveDuplicates();
      List<Integer> groups = keys.stream().map(k -> Integer.parseInt(k.substring(1)) / 3).toList();
      assertThat(direction.forward() ? groups : groups.reversed()).isSorted();
    }
  }

  @Test
  default void queriesThatMakeNoSenseAreRefused() {
    Query index = Query.of(Index.INDEX1, "p");
    List<Runnable> calls =
        List.of(
            () -> Query.of(""),
            () -> Query.of("p").limit(0),
            () -> index.after(new Cursor(key("a"), null)),
            () -> Query.of("p").after(new Cursor(key("a"), key("b"))),
            () -> new Query("p", Index.INDEX1, index.range(), true, 1, null, true, false));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Item keysOnly(String sk, Index index, String indexSk) {
    return Item.of(key(sk), Map.of(index.pk, partition() + "#list", index.sk, indexSk));
  }

  private List<String> found(Query query) {
    return table().query(query).items().stream().map(item -> item.key().sk()).toList();
  }

  private List<String> allPages(Query query) {
    List<String> keys = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page page = table().query(query.after(cursor));
      page.items().forEach(item -> keys.add(item.key().sk()));
      cursor = page.next();
    } while (cursor != null);
    return keys;
  }
}
