package dev.watchbill.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes what a deleted group left behind: alerts with their payloads and pointers, decisions,
 * notes. Works in pages and may stop anywhere: the row that tells that there are remains goes last.
 */
final class GroupRemover {

  private static final int AT_ONCE = 100;

  private final Table table;
  private final AlertDays days;
  private final Payloads payloads;

  GroupRemover(Table table, AlertDays days) {
    this.table = table;
    this.days = days;
    payloads = new Payloads(table);
  }

  /** Goes into the transaction that deletes the group. */
  Write remains(String org, String groupId) {
    return Write.put(Item.at(Keys.groupRemains(org, groupId), "remains").build());
  }

  void erase(String org, String groupId) {
    if (!Keys.isId(groupId)) return;
    Key remains = Keys.groupRemains(org, groupId);
    if (table.get(remains).isEmpty()) {
      payloads.erase(org, groupId);
      return;
    }
    removeAlerts(org, groupId);
    remove(Query.of(Keys.groupPartition(org, groupId)).prefix(Keys.LOG_PREFIX));
    remove(Query.of(Keys.attachedPartition(org, groupId)));
    removeNotes(org, groupId);
    table.delete(remains, null);
  }

  private void removeAlerts(String org, String groupId) {
    Query alerts = Query.of(Keys.groupPartition(org, groupId)).prefix(Keys.ALERT_PREFIX);
    Cursor next = null;
    do {
      Page page = table.query(alerts.limit(AT_ONCE).after(next));
      Set<String> touched = new TreeSet<>();
      List<Write> pointers = new ArrayList<>();
      List<Write> rows = new ArrayList<>();
      for (Item row : page.items()) {
        String day = AlertRow.day(row);
        touched.add(day);
        pointers.add(Write.delete(Keys.alertPointer(org, day, AlertRow.id(row))));
        rows.add(Write.delete(row.key()));
      }
      if (rows.isEmpty()) break;
      // Rows last: a crash in between is repaired by the next run, which still finds them.
      payloads.remove(org, page.items());
      table.writeAll(pointers);
      for (String day : touched) days.forgetCount(org, day);
      table.writeAll(rows);
      next = page.next();
    } while (next != null);
  }

  private void removeNotes(String org, String groupId) {
    List<Write> notes = new ArrayList<>();
    Query rows = Query.of(Keys.rows(org, DynamoResolutionNotes.Shape.KIND));
    for (Item note : ConfigRows.items(table, rows)) {
      if (groupId.equals(note.text(DynamoResolutionNotes.Shape.GROUP))) {
        notes.add(Write.delete(note.key()));
      }
    }
    if (!notes.isEmpty()) table.writeAll(notes);
  }

  private void remove(Query rows) {
    Cursor next = null;
    do {
      Page page = table.query(rows.limit(AT_ONCE).after(next));
      if (page.items().isEmpty()) break;
      table.writeAll(page.items().stream().map(item -> Write.delete(item.key())).toList());
      next = page.next();
    } while (next != null);
  }
}
