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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/*
 * A group is one row with its rules inside (docs/decisions/0015), so a hundred rules are written at once and for the price of some
 * twenty kilobytes. Which rules a group has is repeated in its row of the directory, a partition so small that one query reads all of
 * it. That row is written in the transaction of its group, and only when a rule came or went, so it costs little and is never wrong;
 * it can only be outrun: by a rule that moved between the reading of the directory and that of the group. Then both are read again.
 */
/** Rule groups in the table. */
public final class DynamoRuleGroups implements RuleGroups {
  private static final String UIDS = "uids";
  private static final String REFERENCES = "references";

  /** How often a rule is looked for that moves about. */
  private static final int TRIES = 10;

  /** All rows of a transaction together; it takes four megabytes. */
  private static final long MOST_BYTES = 3_500_000;

  private final Table table;
  private final RuleGroupRows rows;

  public DynamoRuleGroups(Table table, PlainJson json) {
    this.table = table;
    this.rows = new RuleGroupRows(table, json);
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
  public Map<String, StoredGroup> holding(String org, Set<String> uids) {
    return find(org, uids, entry -> entry.uid(), (group, uid) -> group.rule(uid));
  }

  @Override
  public Optional<StoredGroup> numbered(String org, long number) {
    return Optional.ofNullable(
        find(org, Set.of(number), entry -> entry.number(), DynamoRuleGroups::rule).get(number));
  }

  private static Optional<AlertRule> rule(StoredGroup group, long number) {
    return group.rules().stream().filter(rule -> rule.id() == number).findFirst();
  }

  /** The groups of the rules that these keys stand for; those of no rule are left out. */
  private <K> Map<K, StoredGroup> find(
      String org,
      Set<K> keys,
      Function<RuleDirectory.Entry, K> keyOf,
      BiFunction<StoredGroup, K, Optional<AlertRule>> rule) {
    Map<K, StoredGroup> found = new HashMap<>();
    for (int i = 0; i < TRIES && found.size() < keys.size(); i++) {
      Map<Key, StoredGroup> read = new HashMap<>();
      boolean outrun = false;
      for (Item row : ConfigRows.items(table, Query.of(Keys.ruleDirectory(org)))) {
        for (RuleDirectory.Entry entry : RuleDirectory.entries(row)) {
          K key = keyOf.apply(entry);
          if (!keys.contains(key) || found.containsKey(key)) continue;
          StoredGroup group = read.computeIfAbsent(row.key(), _ -> group(org, row));
          if (rule.apply(group, key).isPresent()) found.put(key, group);
          else outrun = true;
        }
      }
      if (!outrun) break;
    }
    return found;
  }

  private StoredGroup group(String org, Item row) {
    return find(org, RuleDirectory.folder(row), RuleDirectory.title(row));
  }

  @Override
  public Saved save(RuleChange change) {
    List<Write> writes = new ArrayList<>();
    long bytes = 0;
    for (StoredGroup group : change.groups()) {
      List<Item> before = items(group.org(), group.folderUid(), group.title());
      StoredGroup old =
          before.isEmpty()
              ? StoredGroup.none(group.org(), group.folderUid(), group.title())
              : rows.read(group.org(), before.getFirst(), before);
      if (old.version() != group.version()) return new Saved.Stale();
      List<Item> after = group.rules().isEmpty() ? List.of() : rows.items(group);
      List<Write> all = new ArrayList<>(replace(group, before, after));
      RuleDirectory.write(old, group).ifPresent(all::add);
      for (Write write : all) if (write instanceof Write.Put put) bytes += RowSize.of(put.item());
      writes.addAll(all);
    }
    if (bytes > MOST_BYTES) return new Saved.TooLarge((int) MOST_BYTES);
    writes.addAll(conditions(change));
    if (writes.size() > Table.TRANSACTION_WRITES) return new Saved.TooLarge((int) MOST_BYTES);
    return table.transact(writes).done() ? new Saved.Done() : new Saved.Stale();
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

  @Override
  public void clear(String org) {
    for (String partition : List.of(Keys.ruleGroups(org), Keys.ruleDirectory(org))) {
      ConfigRows.items(table, Query.of(partition)).forEach(item -> table.delete(item.key(), null));
    }
    table.delete(Keys.ruleLocks(org), null);
  }
}
