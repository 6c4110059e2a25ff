package dev.watchbill.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A table in whose gaps others act: what is interposed runs just before the next transaction, or
 * before a query, so that a test decides who wins a race.
 */
public final class InterposedTable extends ForwardingTable {

  private final Deque<Runnable> others = new ArrayDeque<>();
  private int queriesLeft;
  private Runnable beforeQuery = () -> {};

  private int operationsLeft;
  private Runnable beforeOperation = () -> {};

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

  /**
   * Runs this before the reading or transaction of this number from now on, counted from 1; once.
   * So a test goes through all the gaps of a request, whatever it reads in which order.
   */
  public void interposeBeforeOperation(int number, Runnable other) {
    operationsLeft = number;
    beforeOperation = other;
  }

  private void operation() {
    if (--operationsLeft == 0) beforeOperation.run();
  }

  @Override
  public Optional<Item> get(Key key) {
    operation();
    return super.get(key);
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    operation();
    return super.getEventually(key);
  }

  @Override
  public List<Item> getAll(List<Key> keys) {
    operation();
    return super.getAll(keys);
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    operation();
    return super.getAllEventually(keys);
  }

  @Override
  public Page query(Query query) {
    operation();
    if (--queriesLeft == 0) beforeQuery.run();
    return super.query(query);
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    operation();
    Runnable other = others.poll();
    if (other != null) other.run();
    return super.transact(writes);
  }
}
