package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Shift.Details;
import dev.watchbill.domain.schedule.ShiftRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class DynamoShiftsTest extends RowsContract<ShiftRow> {

  @Override
  Rows<ShiftRow> rows(Table table) {
    return new DynamoShifts(table);
  }

  @Override
  ShiftRow row(String org, String id, String name) {
    return Rotations.rolling(org, id, name);
  }

  @Override
  ShiftRow renamed(ShiftRow row, String name, long version) {
    Details old = row.shift().details();
    return row.with(
        row.shift()
            .with(
                new Details(
                    old.id(),
                    old.org(),
                    null,
                    "S9",
                    name,
                    null,
                    old.level(),
                    old.start(),
                    old.rotationStart(),
                    old.duration(),
                    old.source(),
                    old.effective(),
                    "O9",
                    old.createdAt(),
                    version)));
  }

  @Override
  boolean namesAreUnique() {
    return false;
  }

  @Test
  void everyFormComesBackAsItWas() {
    Details details = Rotations.details(ORG, "O1", null);
    List<Shift> forms =
        List.of(
            new Shift.SingleEvent(details, List.of("U2", "U1"), Rotations.NOW),
            new Shift.RecurrentEvent(details.withId("O2"), Rotations.rule(), List.of()),
            new Shift.RollingUsers(details.withId("O3"), Rotations.rule(), List.of(), null),
            new Shift.Override(details.withId("O4"), List.of("U1"), null));
    for (Shift form : forms) {
      ShiftRow row = new ShiftRow(form, null, List.of(), "O7", List.of("Unobody", "é"));
      rows(table).create(row);

      assertThat(rows(table).find(ORG, form.id())).contains(row);
    }
    assertThat(new DynamoShifts(table).those(ORG, List.of("O4", "O9", "O1", "O4", "#")))
        .extracting(ShiftRow::id)
        .containsExactly("O4", "O1");
  }
}
