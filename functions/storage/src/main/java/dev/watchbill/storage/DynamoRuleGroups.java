package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.attributeAbsent;
import static dev.watchbill.storage.Condition.exists;
import static dev.watchbill.storage.Condition.is;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.RuleChange;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/*
 * A group is one row with its rules inside (docs/decisions/0015), so a hundred rules are written at once and for the price of some
 * twenty kilobytes. Where a rule is, is told by a row per uid: a hint that is written before its group, so that no stored rule is
 * without one, and taken away after it, on the condition that it still names that group. A hint that leads to a group without the rule
 * (a crash, a move that is under way) makes the reader look at all groups.
 */
/** Rule groups in the table. */
public final class DynamoRuleGroups implements RuleGroups {
  private static final String UIDS = "uids";
  private static final String REFERENCES = "references";

  /** All rows of a transaction together; it takes four megabytes. */
  private static final long MOST_BYTES = 3_500_000;

  private final Table table;
  private final RuleGroupRows rows;

  public DynamoRuleGroups(Table table, PlainJson json) {
    this.table = table;
    this.rows = new RuleGroupRows(json);
  }

  @Override
  public RuleLocks locks(String org) {
    return table
        .get(Keys.ruleLocks(org))
        .map(item -> new RuleLocks(item.number(UIDS, 0), item.number(REFERENCES, 0)))
        .orElse(new RuleLocks(0, 0));
  }

  @Override
  public StoredGroup find(String org, String folderUid, String title) {
    List<Item> items = items(org, folderUid, title);
    return items.isEmpty()
        ? StoredGroup.none(org, folderUid, title)
        : rows.read(org, items.getFirst(), items);
  }

  private List<Item> items(String org, String folderUid, String title) {
    // What is no uid names no folder, and need not fit into a key.
    if (!Keys.isId(folderUid)) return List.of();
    Key head = Keys.ruleGroup(org, folderUid, title);
    return ConfigRows.items(table, Query.of(head.pk()).prefix(head.sk()));
  }

  @Override
  public List<StoredGroup> all(String org) {
    Map<String, List<Item>> byGroup =
        ConfigRows.items(table, Query.of(Keys.ruleGroups(org))).stream()
            .collect(
                Collectors.groupingBy(
                    item -> Keys.ruleGroupOf(item.key().sk()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byGroup.values().stream()
        .map(items -> rows.read(org, items.getFirst(), items))
        .sorted(Comparator.comparing(StoredGroup::folderUid).thenComparing(StoredGroup::title))
        .toList();
  }

  @Override
  public Optional<StoredGroup> holding(String org, String uid) {
    if (!Keys.isId(uid)) return Optional.empty();
    Optional<Item> hint = table.get(Keys.rulePlace(org, uid));
    if (hint.isEmpty()) return Optional.empty();
    StoredGroup named =
        find(org, hint.get().requiredText("folder"), hint.get().requiredText("group"));
    if (named.rule(uid).isPresent()) return Optional.of(named);
    return all(org).stream().filter(group -> group.rule(uid).isPresent()).findFirst();
  }

  @Override
  public Saved save(RuleChange change) {
    List<Write> writes = new ArrayList<>();
    List<Write> hints = new ArrayList<>();
    Map<String, StoredGroup> leaving = new HashMap<>();
    long bytes = 0;
    for (StoredGroup group : change.groups()) {
      List<Item> before = items(group.org(), group.folderUid(), group.title());
      StoredGroup old =
          before.isEmpty()
              ? StoredGroup.none(group.org(), group.folderUid(), group.title())
              : rows.read(group.org(), before.getFirst(), before);
      if (old.version() != group.version()) return new Saved.Stale();
      List<Item> after = group.rules().isEmpty() ? List.of() : rows.items(group);
      for (Item item : after) bytes += RowSize.of(item);
      writes.addAll(replace(group, before, after));
      Set<String> known = uids(old);
      for (AlertRule rule : group.rules()) {
        if (!known.contains(rule.uid())) hints.add(Write.put(hint(group, rule.uid())));
      }
      for (String uid : known) if (group.rule(uid).isEmpty()) leaving.put(uid, group);
    }
    if (bytes > MOST_BYTES) return new Saved.TooLarge((int) MOST_BYTES);
    writes.addAll(conditions(change));
    if (writes.size() > Table.TRANSACTION_WRITES) return new Saved.TooLarge((int) MOST_BYTES);
    table.writeAll(hints);
    if (!table.transact(writes).done()) return new Saved.Stale();
    change.groups().forEach(group -> uids(group).forEach(leaving::remove));
    leaving.forEach(this::forget);
    return new Saved.Done();
  }

  /** The writes that make a group, whose rules stay the same ones, its next version. */
  List<Write> writes(StoredGroup group) {
    return replace(group, items(group.org(), group.folderUid(), group.title()), rows.items(group));
  }

  /** True as long as no rule began to name something since the locks were read. */
  static Write unreferenced(String org, RuleLocks asRead) {
    return Write.check(
        Keys.ruleLocks(org),
        asRead.references() == 0
            ? attributeAbsent(REFERENCES)
            : is(REFERENCES, asRead.references()));
  }

  private static Set<String> uids(StoredGroup group) {
    return group.rules().stream().map(AlertRule::uid).collect(Collectors.toSet());
  }

  private static List<Write> replace(StoredGroup group, List<Item> before, List<Item> after) {
    Condition asRead = group.version() == 0 ? absent() : versionIs(group.version());
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      writes.add(Write.put(after.get(i), i == 0 ? asRead : null));
    }
    for (int i = after.size(); i < before.size(); i++) {
      writes.add(Write.delete(before.get(i).key(), i == 0 ? asRead : null));
    }
    return writes;
  }

  /** What must not have happened meanwhile. */
  private static List<Write> conditions(RuleChange change) {
    List<Write> conditions = new ArrayList<>();
    change.groups().stream()
        .filter(group -> !group.rules().isEmpty())
        .map(StoredGroup::folderUid)
        .distinct()
        .forEach(uid -> conditions.add(Write.check(Keys.folder(change.org(), uid), exists())));
    Long config = change.configVersion();
    if (config != null) {
      conditions.add(
          Write.check(
              Keys.notifications(change.org()), config == 0 ? absent() : versionIs(config)));
    }
    List<Edit> moved = new ArrayList<>(List.of(Edit.set(Item.TYPE, "rule-locks")));
    if (change.claimsUids()) moved.add(Edit.add(UIDS, 1));
    if (config != null) moved.add(Edit.add(REFERENCES, 1));
    if (moved.size() > 1) {
      long uids = change.asRead().uids();
      Condition nobodyElse =
          !change.claimsUids() ? null : uids == 0 ? attributeAbsent(UIDS) : is(UIDS, uids);
      conditions.add(new Write.Update(Keys.ruleLocks(change.org()), moved, nobodyElse));
    }
    return conditions;
  }

  private static Item hint(StoredGroup group, String uid) {
    return Item.at(Keys.rulePlace(group.org(), uid), "rule-place")
        .set("folder", group.folderUid())
        .set("group", group.title())
        .build();
  }

  /** Somebody else may have stored the same uid in another group meanwhile. */
  private void forget(String uid, StoredGroup group) {
    table.delete(
        Keys.rulePlace(group.org(), uid),
        Condition.all(is("folder", group.folderUid()), is("group", group.title())));
  }

  @Override
  public void clear(String org) {
    for (String partition : List.of(Keys.ruleGroups(org), Keys.rulePlaces(org))) {
      ConfigRows.items(table, Query.of(partition)).forEach(item -> table.delete(item.key(), null));
    }
    table.delete(Keys.ruleLocks(org), null);
  }
}
