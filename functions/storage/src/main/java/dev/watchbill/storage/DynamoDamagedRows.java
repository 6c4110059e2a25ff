package dev.watchbill.storage;

import dev.watchbill.domain.DamagedRows;
import dev.watchbill.domain.UnreadableRow;

/** Damaged rows in the table. */
public final class DynamoDamagedRows implements DamagedRows {

  private final Table table;

  public DynamoDamagedRows(Table table) {
    this.table = table;
  }

  @Override
  public void discard(UnreadableRow row) {
    // Its claims cannot be told: pointers lead to nothing from now on, and names are free for
    // whoever wants them next (ConfigRows).
    table.delete(Keys.row(row.org(), row.kind(), row.id()), null);
  }
}
