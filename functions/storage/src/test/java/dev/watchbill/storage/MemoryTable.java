package dev.watchbill.storage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table in memory, with the semantics of {@link DynamoTable}: the same contract runs on both.
 * One lock makes every call atomic, so an index is never behind. Expired rows stay, unseen, as they
 * do in DynamoDB for hours.
 */
public final class MemoryTable implements Table {

  private static final int ITEM_BYTES = 400 * 1024;

  private final InstantSource clock;
  private final Map<Index, Map<String, NavigableMap<Place, Item>>> rows =
      new EnumMap<>(Index.class);

  public MemoryTable(InstantSource clock) {
    this.clock = clock;
    for (Index index : Index.values()) rows.put(index, new HashMap<>());
  }

  /** What was heard of damaged rows: key and damage. */
  private final List<String> damage = new ArrayList<>();

  @Override
  public synchronized void damaged(Key key, String what) {
    damage.add(key + " " + what);
  }

  /** What readers said of damaged rows since it was asked last, one text each. */
  public synchronized List<String> damageHeard() {
    List<String> heard = List.copyOf(damage);
    damage.clear();
    return heard;
  }

  @Override
  public synchronized Optional<Item> get(Key key) {
    return Optional.ofNullable(alive(key));
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    return get(key);
  }

  @Override
  public synchronized List<Item> getAll(List<Key> keys) {
    return keys.stream().map(this::alive).filter(Objects::nonNull).toList();
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    return getAll(keys);
  }

  @Override
  public synchronized Page query(Query query) {
    Instant now = clock.instant();
    List<Item> items = new ArrayList<>();
    long count = 0;
    boolean inside = false;
    for (Item item : inOrder(query)) {
      if (!within(query.range(), sortKey(item, query.index()))) {
        if (inside) break; // a range is contiguous
        continue;
      }
      inside = true;
      if (query.index() == Index.TABLE && item.expired(now)) continue;
      if (!query.countOnly()) items.add(item);
      // Like DynamoDB, which stops at the limit without a look at what follows.
      if (++count == query.limit()) {
        return new Page(items, count, Cursor.after(item, query.index()));
      }
    }
    return new Page(items, count, null);
  }

  private Iterable<Item> inOrder(Query query) {
    NavigableMap<Place, Item> partition =
        rows(query.index()).getOrDefault(query.partition(), new TreeMap<>());
    NavigableMap<Place, Item> ordered = query.forward() ? partition : partition.descendingMap();
    Cursor after = query.after();
    if (after == null) return ordered.values();
    Key indexed = after.indexKey();
    String sk = indexed == null ? after.key().sk() : indexed.sk();
    return ordered.tailMap(new Place(sk, after.key()), false).values();
  }

  private static String sortKey(Item item, Index index) {
    return index == Index.TABLE ? item.key().sk() : item.requiredText(index.sk);
  }

  private static boolean within(SortRange range, String sk) {
    return switch (range) {
      case SortRange.All _ -> true;
      case SortRange.Prefix prefix -> sk.startsWith(prefix.prefix());
      case SortRange.Between between ->
          Place.compare(between.first(), sk) <= 0 && Place.compare(sk, between.last()) <= 0;
      case SortRange.From from -> Place.compare(from.first(), sk) <= 0;
      case SortRange.UpTo upTo -> Place.compare(sk, upTo.last()) <= 0;
      case SortRange.After after -> Place.compare(sk, after.bound()) > 0;
      case SortRange.Before before -> Place.compare(sk, before.bound()) < 0;
    };
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    return single(Write.put(item, condition));
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    Requests.checkEdits(edits);
    return single(new Write.Update(key, edits, condition));
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    return single(Write.delete(key, condition));
  }

  private synchronized WriteResult single(Write write) {
    WriteResult.Refused refused = refused(0, write);
    if (refused != null) return refused;
    Item after = after(write);
    store(write.key(), after);
    return new WriteResult.Done(after);
  }

  @Override
  public synchronized WriteResult transact(List<Write> writes) {
    Requests.checkTransaction(writes);
    for (int i = 0; i < writes.size(); i++) {
      WriteResult.Refused refused = refused(i, writes.get(i));
      if (refused != null) return refused;
    }
    storeAll(writes);
    return new WriteResult.Done(null);
  }

  @Override
  public synchronized void writeAll(List<Write> putsAndDeletes) {
    Requests.checkBatch(putsAndDeletes);
    storeAll(putsAndDeletes);
  }

  /** Works everything out before anything changes: the last write may still be rejected. */
  private void storeAll(List<Write> writes) {
    List<Runnable> changes = new ArrayList<>();
    for (Write write : writes) {
      if (write instanceof Write.Check) continue;
      Item after = after(write);
      changes.add(() -> store(write.key(), after));
    }
    changes.forEach(Runnable::run);
  }

  private WriteResult.@Nullable Refused refused(int index, Write write) {
    Condition condition =
        switch (write) {
          case Write.Put put -> put.condition();
          case Write.Update update -> update.condition();
          case Write.Delete delete -> delete.condition();
          case Write.Check check -> check.condition();
        };
    Item found = alive(write.key());
    return condition == null || Requests.holds(condition, found)
        ? null
        : new WriteResult.Refused(index, found);
  }

  /** The item as the write leaves it. */
  private @Nullable Item after(Write write) {
    Item after =
        switch (write) {
          case Write.Put put -> put.item();
          // Edits what stands there, expired or not, as DynamoDB does.
          case Write.Update update -> Edits.apply(update.edits(), update.key(), row(update.key()));
          case Write.Delete _ -> null;
          case Write.Check check -> row(check.key());
        };
    if (after != null && RowSize.of(after) > ITEM_BYTES) {
      throw new RejectedByTable("Item size has exceeded the maximum allowed size");
    }
    return after;
  }

  private void store(Key key, @Nullable Item after) {
    Item before = row(key);
    for (Index index : Index.values()) {
      if (before != null) remove(index, before);
      if (after != null) add(index, after);
    }
  }

  private void add(Index index, Item item) {
    Key place = place(item, index);
    if (place == null) return;
    rows(index)
        .computeIfAbsent(place.pk(), _ -> new TreeMap<>())
        .put(
            new Place(place.sk(), item.key()), index == Index.TABLE ? item : keysOnly(item, index));
  }

  private void remove(Index index, Item item) {
    Key place = place(item, index);
    if (place == null) return;
    NavigableMap<Place, Item> partition = rows(index).get(place.pk());
    if (partition == null) return;
    partition.remove(new Place(place.sk(), item.key()));
    if (partition.isEmpty()) rows(index).remove(place.pk());
  }

  /** Where the item stands in the index; null when it lacks one of the index keys. */
  private static @Nullable Key place(Item item, Index index) {
    if (index == Index.TABLE) return item.key();
    String pk = item.text(index.pk);
    String sk = item.text(index.sk);
    return pk == null || sk == null ? null : new Key(pk, sk);
  }

  private static Item keysOnly(Item item, Index index) {
    return Item.of(
        item.key(),
        Map.of(
            index.pk, item.requiredText(index.pk),
            index.sk, item.requiredText(index.sk)));
  }

  private @Nullable Item alive(Key key) {
    Item item = row(key);
    return item == null || item.expired(clock.instant()) ? null : item;
  }

  private @Nullable Item row(Key key) {
    NavigableMap<Place, Item> partition = rows(Index.TABLE).get(key.pk());
    return partition == null ? null : partition.get(new Place(key.sk(), key));
  }

  private Map<String, NavigableMap<Place, Item>> rows(Index index) {
    return Objects.requireNonNull(rows.get(index));
  }

  /** Every row that has not expired, sorted: for the end of a test. */
  public synchronized List<Item> everything() {
    Instant now = clock.instant();
    return new TreeMap<>(rows(Index.TABLE))
        .values().stream()
            .flatMap(partition -> partition.values().stream())
            .filter(item -> !item.expired(now))
            .toList();
  }
}
