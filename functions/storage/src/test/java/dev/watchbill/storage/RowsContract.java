package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.UnreadableRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds for every kind of configuration.
 *
 * @param <T> its rows
 */
abstract class RowsContract<T> {

  static final String ORG = "O1";
  static final String OTHER = "O2";

  final MemoryTable memory = new MemoryTable(new TestClock());
  final InterposedTable table = new InterposedTable(memory);

  abstract Rows<T> rows(Table table);

  /** A new row; the text becomes its unique name if its kind has one. */
  abstract T row(String org, String id, String name);

  /** The row with another name, as stored under this version. */
  abstract T renamed(T row, String name, long version);

  /** Whether two rows of an organisation may not have the same name. */
  boolean namesAreUnique() {
    return true;
  }

  /** Rows that an organisation may have. */
  int limit() {
    return Rows.LIMIT;
  }

  @Test
  void whatIsCreatedIsFound() {
    T row = row(ORG, "X1", "one");

    assertThat(rows(table).create(row)).isEqualTo(new Saved.Done());

    assertThat(rows(table).find(ORG, "X1")).contains(row);
    assertThat(rows(table).all(ORG)).containsExactly(row);
  }

  @Test
  void anotherOrganisationFindsNothing() {
    rows(table).create(row(ORG, "X1", "one"));

    assertThat(rows(table).find(OTHER, "X1")).isEmpty();
    assertThat(rows(table).all(OTHER)).isEmpty();
    assertThat(deleted(row(OTHER, "X1", "one"))).isEqualTo(new Saved.Stale());
    assertThat(rows(table).replace(row(OTHER, "X1", "one"))).isEqualTo(new Saved.Stale());
    assertThat(rows(table).find(ORG, "X1")).isPresent();
  }

  @Test
  void whatCannotBeAnIdFindsNothing() {
    rows(table).create(row(ORG, "X1", "one"));

    for (String id : List.of("", "#", "X1#", "../X1", "X".repeat(2000), "ü")) {
      assertThat(rows(table).find(ORG, id)).isEmpty();
    }
  }

  @Test
  void anIdIsTakenOnce() {
    T first = row(ORG, "X1", "one");
    rows(table).create(first);

    assertThat(rows(table).create(row(ORG, "X1", "two"))).isEqualTo(new Saved.Stale());
    assertThat(rows(table).all(ORG)).containsExactly(first);
  }

  @Test
  void replacingMakesTheNextVersion() {
    T row = row(ORG, "X1", "one");
    rows(table).create(row);

    assertThat(rows(table).replace(renamed(row, "two", 1))).isEqualTo(new Saved.Done());

    assertThat(rows(table).find(ORG, "X1")).contains(renamed(row, "two", 2));
  }

  @Test
  void whatWasReadBeforeAnotherChangeIsStale() {
    T row = row(ORG, "X1", "one");
    rows(table).create(row);
    rows(table).replace(renamed(row, "two", 1));

    assertThat(rows(table).replace(renamed(row, "three", 1))).isEqualTo(new Saved.Stale());
    assertThat(deleted(row)).isEqualTo(new Saved.Stale());
    assertThat(rows(table).find(ORG, "X1")).contains(renamed(row, "two", 2));
  }

  @Test
  void ofTwoReplacesAtOnceOneWins() {
    T row = row(ORG, "X1", "one");
    rows(table).create(row);

    table.interpose(() -> rows(memory).replace(renamed(row, "faster", 1)));

    assertThat(rows(table).replace(renamed(row, "slower", 1))).isEqualTo(new Saved.Stale());
    assertThat(rows(table).find(ORG, "X1")).contains(renamed(row, "faster", 2));
    assertThat(rows(table).create(row(ORG, "X2", "slower"))).isEqualTo(new Saved.Done());
  }

  @Test
  void deletingFreesTheName() {
    T row = row(ORG, "X1", "one");
    rows(table).create(row);

    assertThat(deleted(row)).isEqualTo(new Saved.Done());

    assertThat(rows(table).find(ORG, "X1")).isEmpty();
    assertThat(rows(table).replace(row)).isEqualTo(new Saved.Stale());
    assertThat(rows(table).create(row(ORG, "X2", "one"))).isEqualTo(new Saved.Done());
  }

  Saved deleted(T row) {
    return rows(table).delete(row);
  }

  @Test
  void aNameIsTakenOnceInAnOrganisation() {
    rows(table).create(row(ORG, "X1", "one"));
    Saved second = namesAreUnique() ? new Saved.Duplicate() : new Saved.Done();

    assertThat(rows(table).create(row(ORG, "X2", "one"))).isEqualTo(second);
    assertThat(rows(table).create(row(OTHER, "X1", "one"))).isEqualTo(new Saved.Done());

    T third = row(ORG, "X3", "three");
    rows(table).create(third);
    assertThat(rows(table).replace(renamed(third, "one", 1))).isEqualTo(second);
  }

  @Test
  void ofTwoCreatesOfOneNameAtOnceOneWins() {
    table.interpose(() -> rows(memory).create(row(ORG, "X1", "one")));
    Saved second = namesAreUnique() ? new Saved.Duplicate() : new Saved.Done();

    assertThat(rows(table).create(row(ORG, "X2", "one"))).isEqualTo(second);
    assertThat(rows(table).find(ORG, "X1")).isPresent();
    assertThat(rows(table).find(ORG, "X2").isPresent()).isNotEqualTo(namesAreUnique());
  }

  @Test
  void renamingFreesTheOldName() {
    T row = row(ORG, "X1", "one");
    rows(table).create(row);
    rows(table).replace(renamed(row, "two", 1));

    assertThat(rows(table).create(row(ORG, "X2", "one"))).isEqualTo(new Saved.Done());
    if (namesAreUnique()) {
      assertThat(rows(table).create(row(ORG, "X3", "two"))).isEqualTo(new Saved.Duplicate());
    }
  }

  @Test
  void aCrashLeavesAllOfACreateOrNothing() {
    T row = row(ORG, "X1", "one");
    Rows<T> before = rows(CrashingTable.before(1, memory));
    assertThatThrownBy(() -> before.create(row)).isInstanceOf(Crash.class);
    assertThat(memory.everything()).isEmpty();

    Rows<T> after = rows(CrashingTable.after(1, memory));
    assertThatThrownBy(() -> after.create(row)).isInstanceOf(Crash.class);
    assertThat(rows(memory).find(ORG, "X1")).contains(row);
    assertThat(rows(table).create(row)).isEqualTo(new Saved.Stale());
  }

  @Test
  void moreThanTheLimitAreRefused() {
    rows(table).create(row(ORG, "X1", "one"));
    Item made = rowOf("X1");
    List<Write> many = new ArrayList<>();
    for (int i = 2; i <= limit(); i++) {
      Item.Builder copy = Item.at(new Key(made.key().pk(), "Y" + i), made.type());
      made.attributes().forEach(copy::set);
      many.add(Write.put(copy.build()));
    }
    memory.writeAll(many);

    assertThat(rows(table).create(row(ORG, "X2", "two"))).isEqualTo(new Saved.Full(limit()));
    assertThat(rows(table).all(ORG)).hasSize(limit());
    assertThat(rows(table).create(row(OTHER, "X2", "two"))).isEqualTo(new Saved.Done());
  }

  /** A row of another release, or damaged: it hides no other, and goes without being read. */
  @Test
  void aRowThatCannotBeReadIsReportedAndCanBeDiscarded() {
    T good = row(ORG, "X1", "one");
    rows(table).create(good);
    rows(table).create(row(ORG, "X2", "two"));
    Item whole = rowOf("X2");
    int unreadable = 0;
    for (String attribute : whole.attributes().keySet()) {
      if (attribute.equals(Item.TYPE) || attribute.equals(Item.VERSION)) continue;
      for (Object bad : List.of(List.of(true), "?", -7L, java.util.Map.of("?", 1L))) {
        memory.put(whole.toBuilder().set(attribute, bad).build(), null);

        List<T> all = rows(table).all(ORG);

        assertThat(all).as(attribute + " " + bad).contains(good);
        if (all.size() == 1) {
          unreadable++;
          assertThat(memory.damageHeard()).isNotEmpty().allMatch(text -> text.contains("X2"));
          assertThatThrownBy(() -> rows(table).find(ORG, "X2"))
              .isInstanceOfSatisfying(
                  UnreadableRow.class, row -> assertThat(row.id()).isEqualTo("X2"));
        }
      }
      memory.put(whole.toBuilder().set(attribute, List.of(true)).build(), null);
      try {
        rows(table).find(ORG, "X2");
      } catch (UnreadableRow row) {
        new DynamoDamagedRows(table).discard(row);
        assertThat(rows(table).find(ORG, "X2")).isEmpty();
        // Its name is free again for another one.
        assertThat(rows(table).create(row(ORG, "X2", "two"))).isEqualTo(new Saved.Done());
        assertThat(rows(table).find(ORG, "X2")).isPresent();
      }
      memory.put(whole, null);
    }
    assertThat(unreadable).isPositive();
  }

  /** The name of a discarded row goes to one of two who want it at once, whoever is faster. */
  @Test
  void ofTwoWhoWantTheNameOfADiscardedRowOneGetsIt() {
    if (!namesAreUnique()) return;
    rows(table).create(row(ORG, "X1", "one"));
    memory.delete(rowOf("X1").key(), null);
    table.interpose(
        () -> assertThat(rows(memory).create(row(ORG, "X2", "one"))).isEqualTo(new Saved.Done()));

    assertThat(rows(table).create(row(ORG, "X3", "one"))).isEqualTo(new Saved.Duplicate());

    memory.delete(rowOf("X2").key(), null);
    assertThat(rows(table).create(row(ORG, "X3", "one"))).isEqualTo(new Saved.Done());
    assertThat(rows(memory).create(row(ORG, "X4", "one"))).isEqualTo(new Saved.Duplicate());
    assertThat(rows(table).all(ORG)).hasSize(1);
  }

  private Item rowOf(String id) {
    return memory.everything().stream()
        .filter(item -> item.key().sk().equals(id) && item.has(RowShape.CREATED))
        .findFirst()
        .orElseThrow();
  }
}
