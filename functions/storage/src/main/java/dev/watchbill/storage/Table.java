package dev.watchbill.storage;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table: six verbs with typed conditions.
 *
 * <p><b>Expired items.</b> Reads leave out items whose {@code expires} is past and conditions take
 * them for absent, although DynamoDB removes them only hours later. Two things still see the row:
 * an index query (indexes hold keys only; read the items by {@link #getAll} to leave expired ones
 * out) and {@link #update}, which edits whatever stands there. So an item that expires is written
 * by {@code put}, or has its period in its key.
 *
 * <p><b>Failures.</b> What may pass by itself (conflicts of transactions, throttling, server
 * errors, timeouts) is tried again, at most ten times and with growing random pauses; then {@link
 * TableUnavailable} is thrown. A conflict is never a {@link WriteResult.Refused}. What can never
 * succeed (an item over 400 KB, one item twice in a transaction) throws {@link RejectedByTable}.
 *
 * <p><b>Lost answers.</b> A write may be applied although its answer is lost, and is then tried
 * again. {@link #transact} carries a token over its tries, so DynamoDB applies it once and the
 * result is true. A single write has no token: {@code Add} may count twice, and a condition may be
 * refused by the write's own first try. Whoever cannot bear that uses {@code transact} with one
 * write.
 */
public interface Table {

  /** The most writes of one transaction. */
  int TRANSACTION_WRITES = 100;

  /** The item, as of the last finished write. */
  Optional<Item> get(Key key);

  /** The item as it was a moment ago, at half the price. */
  Optional<Item> getEventually(Key key);

  /**
   * The items of any number of keys, as of the last finished write, in the order of the keys;
   * missing items are left out. Not a snapshot: items may change between the chunks.
   */
  List<Item> getAll(List<Key> keys);

  /** As {@link #getAll}, as it was a moment ago, at half the price. */
  List<Item> getAllEventually(List<Key> keys);

  /** One page of a partition. */
  Page query(Query query);

  /** Replaces or creates the item. */
  WriteResult put(Item item, @Nullable Condition condition);

  /** Edits some attributes; creates the item when it is absent and the condition allows that. */
  WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition);

  /** Removes the item; removing an absent one succeeds. */
  WriteResult delete(Key key, @Nullable Condition condition);

  /** All of these writes or none; at most {@link #TRANSACTION_WRITES}, on different items. */
  WriteResult transact(List<Write> writes);

  /**
   * Any number of {@link Write.Put} and {@link Write.Delete} on different items, without conditions
   * and without atomicity: when this throws, some may have happened.
   */
  void writeAll(List<Write> putsAndDeletes);

  /**
   * Hears of a row that was found damaged while it was read, so that a person can look at it. The
   * row is left as it is.
   *
   * @param what places or kinds of failure, never a value of the row
   */
  default void damaged(Key key, String what) {}
}
