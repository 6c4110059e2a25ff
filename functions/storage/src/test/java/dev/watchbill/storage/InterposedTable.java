package dev.watchbill.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A table in whose gaps others act: what is interposed runs just before the next transaction, so
 * that a test decides who wins a race.
 */
public final class InterposedTable extends ForwardingTable {

  private final Deque<Runnable> others = new ArrayDeque<>();

  public InterposedTable(Table table) {
    super(table);
  }

  /** Runs this before the next transaction, once. */
  public void interpose(Runnable other) {
    others.add(other);
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    Runnable other = others.poll();
    if (other != null) other.run();
    return super.transact(writes);
  }
}
