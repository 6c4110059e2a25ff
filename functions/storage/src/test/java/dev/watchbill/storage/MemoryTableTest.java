package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTableTest extends TableContract {

  private final MemoryTable table = new MemoryTable(clock());

  @Override
  public Table table() {
    return table;
  }

  @Test
  void showsEverythingThatHasNotExpired() {
    Item kept = item("b").build();
    Item other = Item.at(new Key("a", "z"), "thing").build();
    table.writeAll(
        List.of(
            Write.put(kept),
            Write.put(other),
            Write.put(item("a").expires(clock().instant()).build())));
    assertThat(table.everything()).containsExactly(other, kept);
  }
}
