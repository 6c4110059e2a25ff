package dev.watchbill.storage;

import java.util.List;
import java.util.stream.IntStream;

/** What each part of the contract works with. */
interface Contract {

  /** The table under test; it may hold items of other tests. */
  Table table();

  /** The clock of the table under test. */
  TestClock clock();

  /** A partition that no other test uses. */
  String partition();

  default Key key(String sk) {
    return new Key(partition(), sk);
  }

  default Item.Builder item(String sk) {
    return Item.at(key(sk), "thing");
  }

  /** Puts items with the sort keys {@code prefix000}, {@code prefix001} … */
  default List<Key> putMany(String prefix, int count) {
    List<Item> items =
        IntStream.range(0, count)
            .mapToObj(i -> item(prefix + "%03d".formatted(i)).build())
            .toList();
    table().writeAll(items.stream().map(Write::put).toList());
    return items.stream().map(Item::key).toList();
  }
}
