package dev.watchbill.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts write units by DynamoDB's price rules: one for each begun kilobyte of the larger of the
 * item before and after, one for each index entry removed or added, all of it twice in a
 * transaction. DynamoDB Local's own figures leave out the conditional puts of a transaction.
 */
public final class PricedTable extends ForwardingTable {

  private final Table silent;
  private double units;

  /**
   * @param silent the same table, to look at items without being metered
   */
  public PricedTable(Table table, Table silent) {
    super(table);
    this.silent = silent;
  }

  public double units() {
    return units;
  }

  public void reset() {
    units = 0;
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    return priced(1, List.of(item.key()), () -> super.put(item, condition));
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    return priced(1, List.of(key), () -> super.update(key, edits, condition));
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    return priced(1, List.of(key), () -> super.delete(key, condition));
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    return priced(2, writes.stream().map(Write::key).toList(), () -> super.transact(writes));
  }

  @Override
  public void writeAll(List<Write> writes) {
    priced(
        1,
        writes.stream().map(Write::key).toList(),
        () -> {
          super.writeAll(writes);
          return new WriteResult.Done(null);
        });
  }

  private WriteResult priced(int times, List<Key> keys, Supplier<WriteResult> write) {
    List<Optional<Item>> before = new ArrayList<>();
    for (Key key : keys) before.add(silent.get(key));
    WriteResult result = write.get();
    for (int i = 0; i < keys.size(); i++) {
      Item old = before.get(i).orElse(null);
      Item now = silent.get(keys.get(i)).orElse(null);
      units += times * Math.max(kilobytes(old), kilobytes(now));
      units += times * entries(old, now, Item.GSI1PK, Item.GSI1SK);
      units += times * entries(old, now, Item.GSI2PK, Item.GSI2SK);
    }
    return result;
  }

  private static int kilobytes(@Nullable Item item) {
    return item == null ? 1 : Math.ceilDiv(RowSize.of(item), 1024);
  }

  private static int entries(@Nullable Item old, @Nullable Item now, String pk, String sk) {
    String before = old == null ? null : old.text(pk) + "#" + old.text(sk);
    String after = now == null ? null : now.text(pk) + "#" + now.text(sk);
    if (Objects.equals(before, after)) return 0;
    boolean removed = old != null && old.has(pk);
    boolean added = now != null && now.has(pk);
    return (removed ? 1 : 0) + (added ? 1 : 0);
  }
}
