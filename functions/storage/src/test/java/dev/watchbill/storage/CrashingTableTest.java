package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CrashingTableTest {

  private final MemoryTable memory = new MemoryTable(new TestClock());

  private static Item item(String sk) {
    return Item.at(new Key("p", sk), "thing").build();
  }

  /** Writes a, then b and c together, then reads. */
  private static void flow(Table table) {
    table.put(item("a"), null);
    table.transact(List.of(Write.put(item("b")), Write.put(item("c"))));
    table.query(Query.of("p"));
  }

  @Test
  void countsTheWritesOfAFlow() {
    var table = CrashingTable.never(memory);
    flow(table);
    assertThat(table.writes()).isEqualTo(2);
    assertThat(table.crashed()).isFalse();
    assertThat(memory.everything()).hasSize(3);
  }

  @Test
  void diesBeforeAWriteAndStaysDead() {
    var table = CrashingTable.before(2, memory);
    assertThatThrownBy(() -> flow(table)).isInstanceOf(Crash.class).hasMessage("before write 2");
    assertThat(memory.everything()).containsExactly(item("a"));
    assertThatThrownBy(() -> table.get(new Key("p", "a"))).isInstanceOf(Crash.class);
    assertThatThrownBy(() -> flow(table)).isInstanceOf(Crash.class);
    assertThat(memory.everything()).containsExactly(item("a"));
    assertThat(table.crashed()).isTrue();
  }

  @Test
  void diesAfterAWrite() {
    assertThatThrownBy(() -> flow(CrashingTable.after(2, memory)))
        .isInstanceOf(Crash.class)
        .hasMessage("after write 2");
    assertThat(memory.everything()).hasSize(3);
  }

  @Test
  void diesInTheMiddleOfABatch() {
    var table = CrashingTable.before(1, memory);
    assertThatThrownBy(() -> table.writeAll(List.of(Write.put(item("a")), Write.put(item("b")))))
        .isInstanceOf(Crash.class);
    assertThat(memory.everything()).containsExactly(item("a"));
  }
}
