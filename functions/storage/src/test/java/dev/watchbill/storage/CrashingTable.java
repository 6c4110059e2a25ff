package dev.watchbill.storage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table on which the process dies before or after its n-th write, and is dead from then on. To go
 * through every crash of a flow, count the writes of a whole run with {@link #never}, then die at
 * each of them in both ways and look at the wrapped table.
 */
public final class CrashingTable implements Table {

  private enum When {
    BEFORE,
    AFTER,
    NEVER
  }

  private final Table table;
  private final When when;
  private final int at;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean dead;

  private CrashingTable(Table table, When when, int at) {
    this.table = table;
    this.when = when;
    this.at = at;
  }

  /** Dies instead of the n-th write, counted from 1. */
  public static CrashingTable before(int write, Table table) {
    return new CrashingTable(table, When.BEFORE, write);
  }

  /** Dies when the n-th write is done, counted from 1, before its answer is known. */
  public static CrashingTable after(int write, Table table) {
    return new CrashingTable(table, When.AFTER, write);
  }

  /** Only counts. */
  public static CrashingTable never(Table table) {
    return new CrashingTable(table, When.NEVER, 0);
  }

  /** How many writes were asked for; a transaction or a batch is one. */
  public int writes() {
    return writes.get();
  }

  public boolean crashed() {
    return dead;
  }

  private <T> T reading(Supplier<T> read) {
    requireAlive();
    return read.get();
  }

  private <T> T writing(Supplier<T> write) {
    requireAlive();
    boolean now = writes.incrementAndGet() == at;
    if (now && when == When.BEFORE) die("before");
    T result = write.get();
    if (now && when == When.AFTER) die("after");
    return result;
  }

  private void requireAlive() {
    if (dead) throw new Crash("dead since write " + at);
  }

  private void die(String where) {
    dead = true;
    throw new Crash(where + " write " + at);
  }

  @Override
  public Optional<Item> get(Key key) {
    return reading(() -> table.get(key));
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    return reading(() -> table.getEventually(key));
  }

  @Override
  public List<Item> getAll(List<Key> keys) {
    return reading(() -> table.getAll(keys));
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    return reading(() -> table.getAllEventually(keys));
  }

  @Override
  public Page query(Query query) {
    return reading(() -> table.query(query));
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    return writing(() -> table.put(item, condition));
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    return writing(() -> table.update(key, edits, condition));
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    return writing(() -> table.delete(key, condition));
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    return writing(() -> table.transact(writes));
  }

  /** One write, although DynamoDB may do half of it: a batch may also die in the middle. */
  @Override
  public void writeAll(List<Write> putsAndDeletes) {
    requireAlive();
    boolean now = writes.incrementAndGet() == at;
    if (now && when == When.BEFORE) {
      table.writeAll(putsAndDeletes.subList(0, putsAndDeletes.size() / 2));
      die("in the middle of");
    }
    table.writeAll(putsAndDeletes);
    if (now && when == When.AFTER) die("after");
  }
}
