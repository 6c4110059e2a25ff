package dev.watchbill.local;

import dev.watchbill.storage.Condition;
import dev.watchbill.storage.Edit;
import dev.watchbill.storage.Index;
import dev.watchbill.storage.Item;
import dev.watchbill.storage.Key;
import dev.watchbill.storage.Page;
import dev.watchbill.storage.Query;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.Write;
import dev.watchbill.storage.WriteResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table as one function may use it: what its policy in the template does not name fails. */
final class GrantedTable implements Table {
  private final Table table;
  private final String function;
  private final Grants grants;

  GrantedTable(Table table, String function, Grants grants) {
    this.table = table;
    this.function = function;
    this.grants = grants;
  }

  private void need(String action) {
    if (!grants.table().contains("dynamodb:" + action)) refuse(action + " on the table");
  }

  private void refuse(String what) {
    throw new IllegalStateException("template.yaml does not allow " + function + ": " + what);
  }

  @Override
  public Optional<Item> get(Key key) {
    need("GetItem");
    return table.get(key);
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    need("GetItem");
    return table.getEventually(key);
  }

  @Override
  public List<Item> getAll(List<Key> keys) {
    need("BatchGetItem");
    return table.getAll(keys);
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    need("BatchGetItem");
    return table.getAllEventually(keys);
  }

  @Override
  public Page query(Query query) {
    if (query.index() == Index.TABLE) need("Query");
    else if (!grants.indexes()) refuse("Query on an index");
    return table.query(query);
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    need("PutItem");
    return table.put(item, condition);
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    need("UpdateItem");
    return table.update(key, edits, condition);
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    need("DeleteItem");
    return table.delete(key, condition);
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    for (Write write : writes) {
      switch (write) {
        case Write.Put _ -> need("PutItem");
        case Write.Update _ -> need("UpdateItem");
        case Write.Delete _ -> need("DeleteItem");
        case Write.Check _ -> need("ConditionCheckItem");
      }
    }
    return table.transact(writes);
  }

  @Override
  public void damaged(Key key, String what) {
    table.damaged(key, what);
  }

  @Override
  public void writeAll(List<Write> putsAndDeletes) {
    need("BatchWriteItem");
    table.writeAll(putsAndDeletes);
  }
}
