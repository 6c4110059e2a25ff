package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.any;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.is;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Change;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.ledger.Ledger;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * A group is one small row; its alerts and decisions lie beside it in its partition. Opening, joining, changing and deleting are one
 * transaction each, so a crash leaves all of it or nothing.
 *
 * The races, and what closes them:
 *   two first alerts of one key   the OPEN# row is put only if absent or closed: one opens, the other reads again and joins
 *   while a release replaces an earlier one, both open a group of a key   each has an OPEN# row of its own: two groups stand, as if on two
 *                                 routes, and an end finds the newer one first
 *   an alert joins while somebody resolves   joining requires that the group is as open as it was read; it does not take a version,
 *                                 so that alerts of one group never refuse each other and never refuse an acknowledgement
 *   two changes of one group      the version
 *   a timer runs twice            its row is deleted on the condition that it still stands
 */
/** Alert groups in the table. */
public final class DynamoAlertGroups implements AlertGroups {

  /** The OPEN# row: which group it leads to, and whether that one is still open. */
  private static final String GROUP = "group";

  private static final String OPEN = "open";

  /** Wiped groups that the way back to an older one passes. */
  private static final int WIPED_PASSED = 10;

  private final Table table;
  private final AlertDays days;
  private final GroupLists lists;
  private final GroupRemover remover;
  private final Payloads payloads;

  public DynamoAlertGroups(Table table) {
    this.table = table;
    days = new AlertDays(table);
    lists = new GroupLists(table);
    remover = new GroupRemover(table, days);
    payloads = new Payloads(table);
  }

  @Override
  public Optional<AlertGroup> find(String org, String id) {
    if (!Keys.isId(id)) return Optional.empty();
    return table.get(Keys.group(org, id)).map(row -> GroupRow.read(org, row));
  }

  @Override
  public Optional<AlertGroup> newest(
      String org, String integrationId, String routeId, String distinction) {
    Optional<AlertGroup> group =
        table
            .get(Keys.open(org, integrationId, routeId, distinction))
            .or(() -> table.get(Keys.openByRoute(org, integrationId, routeId, distinction)))
            .flatMap(open -> find(org, open.requiredText(GROUP)));
    // A wiped group never matches again (spec oncall-behaviour §4.2); the one before it may.
    for (int i = 0; i < WIPED_PASSED; i++) {
      if (group.isEmpty() || group.get().distinction().equals(distinction)) return group;
      String previous = group.get().previous();
      if (previous == null) return Optional.empty();
      group = find(org, previous);
    }
    return Optional.empty();
  }

  @Override
  public List<AlertGroup> ofKey(String org, String integrationId, String distinction) {
    Query rows = Query.of(Keys.openPartition(org, integrationId, distinction));
    List<Key> newest =
        ConfigRows.items(table, rows).stream()
            .map(row -> Keys.group(org, row.requiredText(GROUP)))
            .toList();
    if (newest.isEmpty()) return List.of();
    return table.getAll(newest).stream()
        .map(row -> GroupRow.read(org, row))
        .filter(group -> group.distinction().equals(distinction)) // not wiped
        .sorted(Comparator.comparing(AlertGroup::createdAt).reversed())
        .toList();
  }

  @Override
  public Committed open(Change change, Alert first, boolean joinable) {
    AlertGroup group = change.next();
    String org = group.org();
    var entries = Ledger.append(group.ledger(), group.createdAt(), change.decisions());
    Ledger.Head head = Ledger.headAfter(group.ledger(), entries);
    List<Write> writes = new ArrayList<>();
    if (joinable) {
      writes.add(
          Write.put(
              Item.at(
                      Keys.open(org, group.integrationId(), group.routeId(), group.distinction()),
                      "open")
                  .set(GROUP, group.id())
                  .set(OPEN, group.status().open())
                  .build(),
              any(absent(), is(OPEN, false))));
    }
    Item row = GroupRow.first(group, head, first.id(), joinable);
    writes.add(Write.put(row, absent()));
    writes.addAll(alert(first));
    if (!entries.isEmpty()) writes.add(log(group, entries));
    writes.add(count(group.state(), group, 1));
    String root = group.status().attachedTo();
    if (root != null) writes.add(attach(org, root, group.id()));
    writes.addAll(timers(change));
    point(first);
    if (table.transact(writes).done()) return Committed.DONE;
    // Refused by an earlier try whose answer was lost, when the very same group stands there.
    return table
            .get(row.key())
            .filter(stored -> head.count() > 0 && GroupRow.head(stored).equals(head))
            .isPresent()
        ? Committed.DONE
        : Committed.STALE;
  }

  @Override
  public Committed append(AlertGroup group, Alert alert) {
    point(alert);
    List<Write> writes = new ArrayList<>(alert(alert));
    writes.add(
        Write.update(
            Keys.group(group.org(), group.id()),
            is(GroupRow.OPEN, group.status().open()),
            Edit.add(GroupRow.ALERTS, 1),
            Edit.set(GroupRow.LAST_ALERT, alert.id())));
    WriteResult result = table.transact(writes);
    // The alert itself is there: an earlier try, whose answer was lost, has done all of this.
    return result.map(
        done -> Committed.DONE, refused -> refused.index() == 0 ? Committed.DONE : Committed.STALE);
  }

  @Override
  public Committed commit(Change change, @Nullable Alert alert, Instant now) {
    AlertGroup next = change.next();
    Item before = table.get(Keys.group(next.org(), next.id())).orElse(null);
    if (before == null || before.version() != next.version()) return Committed.STALE;
    AlertGroup old = GroupRow.read(next.org(), before);
    var entries = Ledger.append(old.ledger(), now, change.decisions());
    Ledger.Head head = Ledger.headAfter(old.ledger(), entries);

    List<Edit> edits = new ArrayList<>(GroupRow.edits(before, next, head));
    if (alert != null) {
      edits.add(Edit.add(GroupRow.ALERTS, 1));
      edits.add(Edit.set(GroupRow.LAST_ALERT, alert.id()));
    }
    List<Write> writes = new ArrayList<>();
    writes.add(new Write.Update(before.key(), edits, versionIs(next.version())));
    if (!entries.isEmpty()) writes.add(log(next, entries));
    if (alert != null) writes.addAll(alert(alert));
    if (old.state() != next.state()) {
      writes.add(count(old.state(), old, -1));
      writes.add(count(next.state(), old, 1));
    }
    lock(before, old, next).ifPresent(writes::add);
    attachment(old, next, writes);
    writes.addAll(timers(change));
    if (alert != null) point(alert);
    return table.transact(writes).map(done -> Committed.DONE, refused -> Committed.STALE);
  }

  @Override
  public Listing<AlertGroup> list(Filter filter, int page, int perPage) {
    return lists.list(filter, page, perPage);
  }

  @Override
  public List<Ledger.Entry> story(String org, String id) {
    if (!Keys.isId(id) || find(org, id).isEmpty()) return List.of();
    Query rows = Query.of(Keys.groupPartition(org, id)).prefix(Keys.LOG_PREFIX);
    return Readable.of(table, ConfigRows.items(table, rows), LedgerRow::read).stream()
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> attachedTo(String org, String root) {
    if (!Keys.isId(root)) return List.of();
    return ConfigRows.items(table, Query.of(Keys.attachedPartition(org, root))).stream()
        .map(item -> item.key().sk())
        .toList();
  }

  @Override
  public Committed delete(AlertGroup group, Instant now) {
    Item row = table.get(Keys.group(group.org(), group.id())).orElse(null);
    if (row == null || row.version() != group.version()) return Committed.STALE;
    AlertGroup stored = GroupRow.read(group.org(), row);
    List<Write> writes = new ArrayList<>();
    writes.add(Write.delete(row.key(), versionIs(group.version())));
    writes.add(count(stored.state(), stored, -1));
    handBack(row, stored).ifPresent(writes::add);
    String root = stored.status().attachedTo();
    if (root != null) writes.add(Write.delete(Keys.attached(group.org(), root, group.id())));
    writes.add(remover.remains(group.org(), group.id()));
    Timer erase = Timer.at(TimerKind.ERASE, now, group.org(), group.id());
    writes.add(Write.put(TimerRow.item(erase)));
    return table.transact(writes).map(done -> Committed.DONE, refused -> Committed.STALE);
  }

  @Override
  public void erase(String org, String id) {
    remover.erase(org, id);
  }

  private void point(Alert alert) {
    String day = AlertRow.day(alert.id(), alert.createdAt());
    days.point(alert.org(), day, alert.id(), alert.groupId());
  }

  /** What stores an alert, its row first. */
  private List<Write> alert(Alert alert) {
    Item.Builder row = AlertRow.columns(alert);
    List<Write> more = payloads.place(alert, row);
    List<Write> writes = new ArrayList<>();
    writes.add(Write.put(row.build(), absent()));
    writes.addAll(more);
    return writes;
  }

  private static Write log(AlertGroup group, List<Ledger.Entry> entries) {
    return Write.put(LedgerRow.item(group.org(), group.id(), entries), absent());
  }

  private static Write count(AlertGroup.State state, AlertGroup group, long more) {
    return Write.update(
        Keys.groupCounter(state, group.org(), group.integrationId(), group.createdAt(), group.id()),
        null,
        Edit.add(GroupCounts.COUNT, more),
        Edit.add(GroupCounts.day(group.createdAt()), more),
        Edit.set(Item.TYPE, "counter"));
  }

  /** The OPEN# row that was made for the group. */
  private static Key openKey(Item row, AlertGroup group) {
    return row.flag(GroupRow.BY_KEY)
        ? Keys.open(group.org(), group.integrationId(), group.routeId(), group.distinction())
        : Keys.openByRoute(
            group.org(), group.integrationId(), group.routeId(), group.distinction());
  }

  /** What the change does to the OPEN# row: closing keeps it, wiping takes the group out of it. */
  private Optional<Write> lock(Item row, AlertGroup old, AlertGroup next) {
    if (!row.flag(GroupRow.LOCKED)) return Optional.empty();
    if (next.distinction().isEmpty()) return handBack(row, old);
    if (!old.status().open() || next.status().open()) return Optional.empty();
    // An open group is the one its row leads to, and it alone can close it.
    return Optional.of(Write.update(openKey(row, old), is(GROUP, old.id()), Edit.set(OPEN, false)));
  }

  /**
   * Takes a group that nobody may find by its key any more out of its OPEN# row, which then leads
   * to the group before it. Nothing when it leads to a newer one already.
   */
  private Optional<Write> handBack(Item row, AlertGroup group) {
    if (!row.flag(GroupRow.LOCKED) || group.distinction().isEmpty()) return Optional.empty();
    Key key = openKey(row, group);
    boolean ours = table.get(key).filter(open -> group.id().equals(open.text(GROUP))).isPresent();
    if (!ours) return Optional.empty();
    String previous = group.previous();
    return Optional.of(
        previous == null
            ? Write.delete(key, is(GROUP, group.id()))
            : Write.update(
                key, is(GROUP, group.id()), Edit.set(GROUP, previous), Edit.set(OPEN, false)));
  }

  private static void attachment(AlertGroup old, AlertGroup next, List<Write> writes) {
    String before = old.status().attachedTo();
    String after = next.status().attachedTo();
    if (before == null ? after == null : before.equals(after)) return;
    if (before != null) writes.add(Write.delete(Keys.attached(old.org(), before, old.id())));
    if (after != null) writes.add(attach(next.org(), after, next.id()));
  }

  private static Write attach(String org, String root, String groupId) {
    return Write.put(Item.at(Keys.attached(org, root, groupId), "attached").build());
  }

  /** One write for each timer: a transaction takes a row only once. */
  private static Collection<Write> timers(Change change) {
    Map<Key, Write> writes = new LinkedHashMap<>();
    for (Timer timer : change.clear()) {
      writes.put(Keys.timer(timer), Write.delete(Keys.timer(timer)));
    }
    // Two runs of one timer race: the effect of the second is refused with its row gone.
    Timer ran = change.ran();
    if (ran != null) writes.put(Keys.timer(ran), Write.delete(Keys.timer(ran), exists()));
    for (Timer timer : change.set()) {
      writes.put(
          Keys.timer(timer),
          Write.put(TimerRow.item(timer), ran != null && timer.sameAs(ran) ? exists() : null));
    }
    return writes.values();
  }
}
