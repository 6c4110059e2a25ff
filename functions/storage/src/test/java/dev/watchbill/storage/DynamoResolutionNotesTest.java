package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.alert.ResolutionNote;

class DynamoResolutionNotesTest extends RowsContract<ResolutionNote> {

  @Override
  Rows<ResolutionNote> rows(Table table) {
    return new DynamoResolutionNotes(table);
  }

  @Override
  ResolutionNote row(String org, String id, String name) {
    return new ResolutionNote(
        id, org, "I1", null, name, Samples.NOW.minusSeconds(5), Samples.NOW, 1);
  }

  @Override
  ResolutionNote renamed(ResolutionNote note, String name, long version) {
    ResolutionNote changed = note.withText(name);
    return new ResolutionNote(
        changed.id(),
        changed.org(),
        changed.groupId(),
        changed.author(),
        changed.text(),
        changed.groupCreatedAt(),
        changed.createdAt(),
        version);
  }

  @Override
  boolean namesAreUnique() {
    return false;
  }
}
