package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.UnreadableRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * One row per thing, in one partition per organisation and kind, so that one query gives all of them and lists are exact.
 * A claim (unique name, hash, pointer) is a row of its own, put on the condition that it is absent in the transaction of its row:
 * two creates of one name race for the claim, and the loser writes nothing. Single writes go through a transaction as well: a
 * plain conditional write that is tried again after a lost answer would be refused by its own first try.
 */
/** The stored things of one kind of configuration. */
final class ConfigRows<T> implements Rows<T> {

  /** What the claim rows say: whose they are. */
  static final String ORG = "org";

  static final String ID = "id";

  private static final String CLAIM = "claim";

  /** Claims removed together with their row; a transaction takes a hundred writes. */
  private static final int CLAIMS_AT_ONCE = 90;

  private final Table table;
  private final RowShape<T> shape;

  ConfigRows(Table table, RowShape<T> shape) {
    this.table = table;
    this.shape = shape;
  }

  @Override
  public Optional<T> find(String org, String id) {
    if (!Keys.isId(id)) return Optional.empty();
    return table.get(Keys.row(org, shape.kind(), id)).map(item -> read(org, item));
  }

  /**
   * The thing of a row.
   *
   * @throws UnreadableRow for one that was damaged, or that another release wrote
   */
  private T read(String org, Item item) {
    try {
      return shape.read(org, item);
    } catch (RuntimeException e) {
      // Reading is a function of the row alone, so whatever it throws is about the row.
      table.damaged(item.key(), e.getClass().getSimpleName());
      throw new UnreadableRow(org, shape.kind(), item.key().sk(), e);
    }
  }

  /** The things of those rows that can be read. */
  private List<T> readable(String org, List<Item> items) {
    return Readable.of(table, items, item -> shape.read(org, item));
  }

  @Override
  public List<T> all(String org) {
    List<Item> items = items(table, Query.of(Keys.rows(org, shape.kind())));
    // By their texts, which sort as the instants do: a damaged one must not end the list.
    items.sort(
        Comparator.comparing((Item item) -> String.valueOf(item.attributes().get(RowShape.CREATED)))
            .thenComparing(item -> item.key().sk()));
    return readable(org, items);
  }

  /** The ones of these ids that exist, in the order of the ids, each once. */
  List<T> those(String org, Collection<String> ids) {
    List<Key> keys =
        ids.stream()
            .distinct()
            .filter(Keys::isId)
            .map(id -> Keys.row(org, shape.kind(), id))
            .toList();
    if (keys.isEmpty()) return List.of();
    return readable(org, table.getAll(keys));
  }

  @Override
  public Saved create(T row) {
    return create(row, List.of());
  }

  /** Creates the row with further writes of the same transaction. */
  Saved create(T row, List<Write> more) {
    // Two creates at once may both see the last free place: one row more than the limit does no
    // harm.
    if (full(shape.org(row))) return new Saved.Full(shape.limit());
    return creation(row).map(writes -> transact(row, writes, more)).orElseGet(ConfigRows::tooLarge);
  }

  /** The writes that create the row, the row itself first; empty when it is too large. */
  Optional<List<Write>> creation(T row) {
    Item item = item(row, shape.version(row));
    if (RowSize.of(item) > RowSize.LIMIT) return Optional.empty();
    List<Write> writes = new ArrayList<>();
    writes.add(Write.put(item, absent()));
    for (Key claim : shape.claims(row)) writes.add(claim(claim, row));
    return Optional.of(writes);
  }

  @Override
  public Saved replace(T row) {
    return replace(row, List.of());
  }

  /** Replaces the row with further writes of the same transaction. */
  Saved replace(T row, List<Write> more) {
    Item item = item(row, shape.version(row) + 1);
    if (RowSize.of(item) > RowSize.LIMIT) return tooLarge();
    List<Write> writes = new ArrayList<>();
    writes.add(Write.put(item, versionIs(shape.version(row))));
    Set<Key> kept = new LinkedHashSet<>(shape.claims(row));
    if (!kept.isEmpty()) {
      T before = current(row);
      if (before == null) return new Saved.Stale();
      Set<Key> held = new LinkedHashSet<>(shape.claims(before));
      for (Key claim : kept) if (!held.contains(claim)) writes.add(claim(claim, row));
      for (Key claim : held) if (!kept.contains(claim)) writes.add(Write.delete(claim));
    }
    return transact(row, writes, more);
  }

  @Override
  public Saved delete(T row) {
    return delete(row, List.of());
  }

  /** Deletes the row with further writes of the same transaction. */
  Saved delete(T row, List<Write> more) {
    T before = current(row);
    if (before == null) return new Saved.Stale();
    List<Write> writes = new ArrayList<>();
    writes.add(Write.delete(key(row), versionIs(shape.version(row))));
    List<Key> claims = shape.claims(before);
    int atOnce = Math.min(claims.size(), CLAIMS_AT_ONCE);
    for (Key claim : claims.subList(0, atOnce)) writes.add(Write.delete(claim));
    Saved saved = saved(table.transact(joined(writes, more)));
    // The rest are pointers: one that a crash leaves behind leads to nothing and is ignored.
    if (saved instanceof Saved.Done && atOnce < claims.size()) {
      table.writeAll(claims.subList(atOnce, claims.size()).stream().map(Write::delete).toList());
    }
    return saved;
  }

  /** The row a claim belongs to, read as of a moment ago; empty when either is gone. */
  Optional<T> byClaimEventually(Key claim) {
    return table
        .getEventually(claim)
        .flatMap(
            held -> {
              String org = held.requiredText(ORG);
              return table
                  .getEventually(Keys.row(org, shape.kind(), held.requiredText(ID)))
                  .map(item -> read(org, item));
            });
  }

  Optional<T> byClaim(Key claim) {
    return table.get(claim).flatMap(held -> find(held.requiredText(ORG), held.requiredText(ID)));
  }

  Item item(T row, long version) {
    var builder = Item.at(key(row), shape.kind()).version(version);
    shape.write(row, builder);
    return builder.build();
  }

  Key key(T row) {
    return Keys.row(shape.org(row), shape.kind(), shape.id(row));
  }

  /** The stored row if it is the one the caller read. */
  private @Nullable T current(T row) {
    return find(shape.org(row), shape.id(row))
        .filter(stored -> shape.version(stored) == shape.version(row))
        .orElse(null);
  }

  /** Puts a claim that a row of an older release lacks; nothing happens to one that is held. */
  void claimLate(Key claim, T row) {
    // Together with the row, which may be deleted at this moment: its claims are gone by then.
    table.transact(List.of(Write.check(key(row), Condition.exists()), claim(claim, row)));
  }

  /** Whether the item is a name or pointer that a row holds. */
  static boolean isClaim(Item item) {
    return item.type().equals(CLAIM);
  }

  Write claim(Key claim, T row) {
    return Write.put(
        Item.at(claim, CLAIM).set(ORG, shape.org(row)).set(ID, shape.id(row)).build(), absent());
  }

  private Saved transact(T row, List<Write> writes, List<Write> more) {
    List<Write> all = joined(writes, more);
    Saved saved = saved(table.transact(all));
    return saved instanceof Saved.Duplicate && freed(row) ? saved(table.transact(all)) : saved;
  }

  private static List<Write> joined(List<Write> writes, List<Write> more) {
    List<Write> all = new ArrayList<>(writes);
    all.addAll(more);
    return all;
  }

  /**
   * Removes claims whose rows are gone, as those of rows that could not be read: whether any was.
   * Somebody else may free the claim and make a row of the same id at this moment; that its row is
   * absent is therefore a condition of the removal too.
   */
  private boolean freed(T row) {
    boolean freed = false;
    for (Item claim : table.getAll(shape.claims(row))) {
      String id = claim.requiredText(ID);
      Key holder = Keys.row(claim.requiredText(ORG), shape.kind(), id);
      if (table.get(holder).isPresent()) continue;
      freed |=
          table
              .transact(
                  List.of(
                      Write.check(holder, absent()),
                      new Write.Delete(claim.key(), Condition.is(ID, id))))
              .done();
    }
    return freed;
  }

  /** The row itself is the first write; whatever else is refused is a claim somebody holds. */
  static Saved saved(WriteResult result) {
    return result.map(
        done -> new Saved.Done(),
        refused -> refused.index() == 0 ? new Saved.Stale() : new Saved.Duplicate());
  }

  static Saved tooLarge() {
    return new Saved.TooLarge(RowSize.LIMIT);
  }

  /** Whether there is no place for one more. */
  boolean full(String org) {
    return count(org) >= shape.limit();
  }

  private long count(String org) {
    long count = 0;
    Query query = Query.of(Keys.rows(org, shape.kind())).eventually().count();
    Cursor next = null;
    do {
      Page page = table.query(query.after(next));
      count += page.count();
      next = page.next();
    } while (next != null);
    return count;
  }

  /** Every item of a range, page by page. */
  static List<Item> items(Table table, Query query) {
    List<Item> items = new ArrayList<>();
    Cursor next = null;
    do {
      Page page = table.query(query.after(next));
      items.addAll(page.items());
      next = page.next();
    } while (next != null);
    return items;
  }
}
