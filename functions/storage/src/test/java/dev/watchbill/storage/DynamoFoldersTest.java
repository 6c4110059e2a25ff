package dev.watchbill.storage;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.rule.Folder;

class DynamoFoldersTest extends RowsContract<Folder> {

  @Override
  Rows<Folder> rows(Table table) {
    return new DynamoFolders(table);
  }

  @Override
  Folder row(String org, String id, String name) {
    return Samples.folder(org, id, name);
  }

  @Override
  Folder renamed(Folder row, String name, long version) {
    return new Folder(
        row.uid(),
        row.org(),
        row.number(),
        name,
        row.parentUid(),
        row.createdBy(),
        row.createdAt(),
        "eve",
        row.updatedAt(),
        version);
  }
}
