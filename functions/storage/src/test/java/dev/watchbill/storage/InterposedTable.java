package dev.watchbill.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A table in whose gaps others act: what is interposed runs just before the next transaction, or
 * before a query, so that a test decides who wins a race.
 */
public final class InterposedTable extends ForwardingTable {

  private final Deque<Runnable> others = new ArrayDeque<>();
  private int queriesLeft;
  private Runnable beforeQuery = () -> {};

  public InterposedTable(Table table) {
    super(table);
  }

  /** Runs this before the next transaction, once. */
  public void interpose(Runnable other) {
    others.add(other);
  }

  /** Runs this before the query of this number from now on, counted from 1; once. */
  public void interposeBeforeQuery(int number, Runnable other) {
    queriesLeft = number;
    beforeQuery = other;
  }

  @Override
  public Page query(Query query) {
    if (--queriesLeft == 0) beforeQuery.run();
    return super.query(query);
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    Runnable other = others.poll();
    if (other != null) other.run();
    return super.transact(writes);
  }
}
