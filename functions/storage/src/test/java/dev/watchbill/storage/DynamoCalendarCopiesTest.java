package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.schedule.CalendarCopies.Copy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A copy is kept whole or not at all, and nothing of older ones stays. */
class DynamoCalendarCopiesTest {

  private static final String URL = "https://example.com/a.ics";

  /** Text that hardly compresses. */
  private static Copy large(long seed, int chars) {
    var random = new Random(seed);
    var text = new StringBuilder(chars);
    for (int i = 0; i < chars; i++) text.append((char) ('!' + random.nextInt(90)));
    return new Copy(text.toString(), "\"" + seed + "\"", null);
  }

  private static DynamoCalendarCopies on(Table table) {
    return new DynamoCalendarCopies(table);
  }

  private static List<Item> parts(Table table) {
    return ConfigRows.items(
        table, Query.of(ScheduleKeys.partition("O1", "S1")).prefix(ScheduleKeys.parts(URL)));
  }

  @Test
  void whatIsKeptIsFound() {
    var table = new MemoryTable(new TestClock());
    assertThat(on(table).find("O1", "S1", URL)).isEmpty();
    for (Copy copy :
        List.of(
            new Copy("", null, null),
            new Copy("BEGIN:VCALENDAR é\r\n", null, "Mon, 01 Jan 2026 00:00:00 GMT"),
            large(1, 1_500_000),
            large(2, 10))) {
      on(table).keep("O1", "S1", URL, copy);
      assertThat(on(table).find("O1", "S1", URL)).contains(copy);
    }
    assertThat(parts(table)).hasSize(1);
    on(table).keep("O1", "S1", URL + "2", large(3, 10));
    on(table).keep("O2", "S1", URL, large(4, 10));
    assertThat(on(table).find("O1", "S1", URL)).contains(large(2, 10));
    assertThat(on(table).find("O1", "S1", URL + "2")).contains(large(3, 10));
  }

  @Test
  void largeOnesAreCutIntoPartsThatFitARow() {
    var table = new MemoryTable(new TestClock());
    on(table).keep("O1", "S1", URL, large(1, 5 * 1024 * 1024));
    assertThat(parts(table)).hasSizeBetween(12, 15);
    assertThat(parts(table)).allMatch(part -> RowSize.of(part) < RowSize.LIMIT);
  }

  @Test
  void aCrashLeavesTheOldCopyOrTheNewOne() {
    Copy old = large(1, 900_000);
    Copy next = large(2, 900_000);
    var counted = new MemoryTable(new TestClock());
    on(counted).keep("O1", "S1", URL, old);
    CrashingTable counting = CrashingTable.never(counted);
    on(counting).keep("O1", "S1", URL, next);
    // Three parts, the row that makes them count, three old parts.
    assertThat(counting.writes()).isEqualTo(7);
    for (int write = 1; write <= 7; write++) {
      for (boolean late : List.of(false, true)) {
        var memory = new MemoryTable(new TestClock());
        on(memory).keep("O1", "S1", URL, old);
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        assertThatThrownBy(() -> on(crashing).keep("O1", "S1", URL, next))
            .isInstanceOf(Crash.class);
        boolean done = write == 4 && late || write > 4;
        assertThat(on(memory).find("O1", "S1", URL)).contains(done ? next : old);
        on(memory).keep("O1", "S1", URL, next);
        assertThat(on(memory).find("O1", "S1", URL)).contains(next);
        assertThat(parts(memory)).as("nothing old is left").hasSize(3);
      }
    }
  }

  /** The other one keeps its copy between the parts and the write that makes them count. */
  @Test
  void ofTwoAtOnceTheLastOneCounts() {
    var memory = new MemoryTable(new TestClock());
    Copy first = large(1, 900_000);
    Copy other = large(2, 900_000);
    var once = new boolean[1];
    Table interposed =
        new ForwardingTable(memory) {
          @Override
          public WriteResult transact(List<Write> writes) {
            if (!once[0]) {
              once[0] = true;
              on(memory).keep("O1", "S1", URL, other);
              assertThat(on(memory).find("O1", "S1", URL)).contains(other);
            }
            return super.transact(writes);
          }
        };
    on(interposed).keep("O1", "S1", URL, first);
    assertThat(on(memory).find("O1", "S1", URL)).contains(first);
    assertThat(parts(memory)).hasSize(3);
  }

  @Test
  void whatIsForgottenLeavesNothingOfItsAddress() {
    var table = new MemoryTable(new TestClock());
    on(table).keep("O1", "S1", URL, large(1, 900_000));
    on(table).keep("O1", "S1", URL + "2", large(2, 10));

    on(table).forget("O1", "S1", URL);
    on(table).forget("O1", "S1", URL + "3");

    assertThat(on(table).find("O1", "S1", URL)).isEmpty();
    assertThat(parts(table)).isEmpty();
    assertThat(on(table).find("O1", "S1", URL + "2")).contains(large(2, 10));
    on(table).keep("O1", "S1", URL, large(3, 10));
    assertThat(on(table).find("O1", "S1", URL)).contains(large(3, 10));
  }

  @Test
  void aCrashWhileItIsForgottenLeavesNoHalfCopyAndCanBeDoneAgain() {
    // The row that makes the parts count, and the three of them.
    for (int write = 1; write <= 4; write++) {
      for (boolean late : List.of(false, true)) {
        var memory = new MemoryTable(new TestClock());
        Copy copy = large(1, 900_000);
        on(memory).keep("O1", "S1", URL, copy);
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        assertThatThrownBy(() -> on(crashing).forget("O1", "S1", URL)).isInstanceOf(Crash.class);
        boolean done = late || write > 1;
        assertThat(on(memory).find("O1", "S1", URL).isEmpty()).isEqualTo(done);
        on(memory).forget("O1", "S1", URL);
        assertThat(on(memory).find("O1", "S1", URL)).isEmpty();
        assertThat(parts(memory)).isEmpty();
      }
    }
  }

  /** Somebody names the address again while its copy goes. */
  @Test
  void aNewerCopyIsNotForgotten() {
    var memory = new MemoryTable(new TestClock());
    on(memory).keep("O1", "S1", URL, large(1, 10));
    var races = new InterposedTable(memory);
    races.interpose(() -> on(memory).keep("O1", "S1", URL, large(2, 10)));

    on(races).forget("O1", "S1", URL);

    assertThat(on(memory).find("O1", "S1", URL)).contains(large(2, 10));
  }

  /** Or in the moment after: what is found missing is fetched again, never an error. */
  @Test
  void aCopyWithoutItsPartsIsNone() {
    var memory = new MemoryTable(new TestClock());
    on(memory).keep("O1", "S1", URL, large(1, 10));
    for (Item part : parts(memory)) memory.delete(part.key(), null);

    assertThat(on(memory).find("O1", "S1", URL)).isEmpty();
    on(memory).keep("O1", "S1", URL, large(2, 10));
    assertThat(on(memory).find("O1", "S1", URL)).contains(large(2, 10));
  }
}
