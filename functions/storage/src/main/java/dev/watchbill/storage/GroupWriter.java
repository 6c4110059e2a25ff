package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.any;
import static dev.watchbill.storage.Condition.is;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Ledger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * A group is one small row; its alerts and decisions lie beside it in its partition.
 *
 * The races, and what closes them:
 *   two first alerts of one key   the OPEN# row is put only if absent or closed: one opens, the other reads again and joins
 *   while a release replaces an earlier one, both open a group of a key   each has an OPEN# row of its own: two groups stand, as if on two
 *                                 routes, and an end finds the newer one first
 *   an alert joins while somebody resolves   joining requires that the group is as open as it was read; it does not take a version,
 *                                 so that alerts of one group never refuse each other and never refuse an acknowledgement
 *   two changes of one group      the version
 */
/** Writes alert groups: their row, their place in counts, the lock of their key. */
final class GroupWriter implements RowWriter<AlertGroup> {

  /** The OPEN# row: which group it leads to, and whether that one is still open. */
  static final String GROUP = "group";

  private static final String OPEN = "open";

  private final Table table;
  private final GroupRemover remover;

  GroupWriter(Table table) {
    this.table = table;
    remover = new GroupRemover(table, new AlertDays(table));
  }

  @Override
  public Class<AlertGroup> type() {
    return AlertGroup.class;
  }

  @Override
  public void write(Step<AlertGroup> step, Writes into) {
    AlertGroup before = step.before();
    AlertGroup after = step.after();
    if (before == null && after != null) open(after, step.head(), into);
    if (before != null && after != null) change(before, after, step.head(), into);
    if (before != null && after == null) delete(before, into);
  }

  @Override
  public Write.Check check(AlertGroup group, Expectation expectation) {
    Condition stands =
        switch (expectation) {
          case Expectation.Unchanged _ -> versionIs(group.version());
          case Expectation.AsOpen _ -> asOpen(group);
          case Expectation.AsManyAlerts _ -> is(GroupRow.ALERTS, group.content().alertsCount());
        };
    return new Write.Check(Keys.group(group.org(), group.id()), stands);
  }

  /**
   * An escalation that is about to pause must not miss the alert that would let it go on: whoever
   * read it running joins only while it runs.
   */
  private static Condition asOpen(AlertGroup group) {
    Condition open = is(GroupRow.OPEN, group.status().open());
    return group.status().escalation().phase() == AlertGroup.Run.Phase.RUNNING
        ? Condition.all(
            open, is(GroupRow.PHASE, String.valueOf(GroupRow.phase(group.status().escalation()))))
        : open;
  }

  @Override
  public Key log(AlertGroup group, long number) {
    return Keys.log(group.org(), group.id(), number);
  }

  private static void open(AlertGroup group, Ledger.Head head, Writes into) {
    if (group.lock() == Lock.OF_KEY) {
      into.add(
          Write.put(
              Item.at(lockKey(group), "open")
                  .set(GROUP, group.id())
                  .set(OPEN, group.status().open())
                  .build(),
              any(absent(), is(OPEN, false))));
    }
    into.add(Write.put(GroupRow.item(group, head), absent()));
    into.add(count(group.state(), group, 1));
    attachment(null, group, into);
  }

  private void change(AlertGroup before, AlertGroup after, Ledger.Head head, Writes into) {
    into.add(
        new Write.Update(
            Keys.group(before.org(), before.id()),
            GroupRow.edits(before, after, head),
            versionIs(before.version())));
    if (before.state() != after.state()) {
      into.add(count(before.state(), before, -1));
      into.add(count(after.state(), before, 1));
    }
    lock(before, after).ifPresent(into::add);
    attachment(before, after, into);
  }

  private void delete(AlertGroup group, Writes into) {
    into.add(Write.delete(Keys.group(group.org(), group.id()), versionIs(group.version())));
    into.add(count(group.state(), group, -1));
    handBack(group).ifPresent(into::add);
    String root = group.status().attachedTo();
    if (root != null) into.add(Write.delete(Keys.attached(group.org(), root, group.id())));
    into.add(remover.remains(group.org(), group.id()));
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
  private static Key lockKey(AlertGroup group) {
    return switch (group.lock()) {
      case OF_KEY ->
          Keys.open(group.org(), group.integrationId(), group.routeId(), group.distinction());
      case OF_ROUTE ->
          Keys.openByRoute(
              group.org(), group.integrationId(), group.routeId(), group.distinction());
      case NONE -> throw new IllegalStateException("nothing joins this group");
    };
  }

  /** What the change does to the OPEN# row: closing keeps it, wiping takes the group out of it. */
  private Optional<Write> lock(AlertGroup before, AlertGroup after) {
    if (before.lock() == Lock.NONE) return Optional.empty();
    if (after.distinction().isEmpty()) return handBack(before);
    if (!before.status().open() || after.status().open()) return Optional.empty();
    // An open group is the one its row leads to, and it alone can close it.
    return Optional.of(
        Write.update(lockKey(before), is(GROUP, before.id()), Edit.set(OPEN, false)));
  }

  /**
   * Takes a group that nobody may find by its key any more out of its OPEN# row, which then leads
   * to the group before it. Nothing when it leads to a newer one already.
   */
  private Optional<Write> handBack(AlertGroup group) {
    if (group.lock() == Lock.NONE || group.distinction().isEmpty()) return Optional.empty();
    Key key = lockKey(group);
    boolean ours = table.get(key).filter(open -> group.id().equals(open.text(GROUP))).isPresent();
    if (!ours) return Optional.empty();
    String previous = group.previous();
    return Optional.of(
        previous == null
            ? Write.delete(key, is(GROUP, group.id()))
            : Write.update(
                key, is(GROUP, group.id()), Edit.set(GROUP, previous), Edit.set(OPEN, false)));
  }

  private static void attachment(@Nullable AlertGroup before, AlertGroup after, Writes into) {
    String old = before == null ? null : before.status().attachedTo();
    String root = after.status().attachedTo();
    if (old == null ? root == null : old.equals(root)) return;
    if (old != null) into.add(Write.delete(Keys.attached(after.org(), old, after.id())));
    if (root == null) return;
    into.add(Write.put(Item.at(Keys.attached(after.org(), root, after.id()), "attached").build()));
  }
}
