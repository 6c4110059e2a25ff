package dev.watchbill.storage;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands every call on; tests override what they want to meddle with. */
class ForwardingTable implements Table {

  private final Table table;

  ForwardingTable(Table table) {
    this.table = table;
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    return table.transact(writes);
  }

  @Override
  public void damaged(Key key, String what) {
    table.damaged(key, what);
  }

  @Override
  public Optional<Item> get(Key key) {
    return table.get(key);
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    return table.getEventually(key);
  }

  @Override
  public List<Item> getAll(List<Key> keys) {
    return table.getAll(keys);
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    return table.getAllEventually(keys);
  }

  @Override
  public Page query(Query query) {
    return table.query(query);
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    return table.put(item, condition);
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    return table.update(key, edits, condition);
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    return table.delete(key, condition);
  }

  @Override
  public void writeAll(List<Write> putsAndDeletes) {
    table.writeAll(putsAndDeletes);
  }
}
