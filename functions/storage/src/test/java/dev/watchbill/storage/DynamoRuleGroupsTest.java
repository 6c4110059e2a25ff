package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.RuleChange;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoRuleGroupsTest {

  /** Stands for JSON: the number of a value, and about as many characters as JSON would have. */
  private static final class RememberedJson implements PlainJson {
    final List<@Nullable Object> written = new ArrayList<>();

    @Override
    public String write(@Nullable Object value) {
      written.add(value);
      return (written.size() - 1) + " " + value;
    }

    @Override
    public @Nullable Object read(String json) {
      return written.get(Integer.parseInt(json.substring(0, json.indexOf(' '))));
    }
  }

  private static final String ORG = "O1";

  private final RememberedJson json = new RememberedJson();
  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final RuleGroups groups = on(table);

  private RuleGroups on(Table any) {
    return new DynamoRuleGroups(any, json);
  }

  @BeforeEach
  void folders() {
    for (String uid : List.of("f", "e")) {
      new DynamoFolders(memory).create(Samples.folder(ORG, uid, uid));
    }
  }

  private static AlertRule rule(String uid, String summary) {
    Checked<AlertRule> read =
        AlertRule.read(
            Map.of(
                "uid",
                uid,
                "title",
                "title of " + uid,
                "folderUID",
                "f",
                "ruleGroup",
                "g",
                "noDataState",
                "OK",
                "execErrState",
                "OK",
                "data",
                List.of(Map.of("refId", "A", "datasourceUid", "__expr__", "model", Map.of())),
                "annotations",
                Map.of("summary", summary)));
    return ((Checked.Accepted<AlertRule>) read)
        .value()
        .identifiedAs(7, uid)
        .written(Samples.NOW, Provenance.API);
  }

  private StoredGroup group(String folder, String title, String... uids) {
    StoredGroup group = groups.find(ORG, folder, title);
    for (String uid : uids) group = group.with(rule(uid, "s"));
    return group;
  }

  private RuleChange change(StoredGroup... next) {
    return new RuleChange(ORG, List.of(next), groups.locks(ORG), false, null);
  }

  @Test
  void aGroupIsReadAsItWasWritten() {
    StoredGroup group =
        group("f", "a/b \"ü\"", "r1", "r2").with(30, group("f", "x", "r1", "r2").rules());

    assertThat(groups.save(change(group))).isEqualTo(new Saved.Done());

    StoredGroup found = groups.find(ORG, "f", "a/b \"ü\"");
    assertThat(found.version()).isEqualTo(1);
    assertThat(found.interval()).isEqualTo(30);
    assertThat(found.rules()).extracting(AlertRule::uid).containsExactly("r1", "r2");
    assertThat(found.rules()).extracting(AlertRule::position).containsExactly(1, 2);
    AlertRule rule = found.rules().getFirst();
    assertThat(rule).isEqualTo(rule("r1", "s").placed("f", "a/b \"ü\"", 1));
    assertThat(groups.holding(ORG, "r2")).contains(found);
    assertThat(groups.all(ORG)).containsExactly(found);
    assertThat(groups.find(ORG, "e", "a/b \"ü\"").rules()).isEmpty();
    assertThat(groups.holding("O2", "r2")).isEmpty();
    assertThat(groups.holding(ORG, "#")).isEmpty();
  }

  @Test
  void whatIsNoUidOfAFolderHasNoGroups() {
    for (String folder : List.of("", "x".repeat(100_000), "a#b", "a/b")) {
      assertThat(groups.find(ORG, folder, "g").rules()).isEmpty();
    }
  }

  @Test
  void groupsAreListedByFolderAndTitle() {
    groups.save(change(group("f", "b", "r1")));
    groups.save(change(group("f", "a", "r2")));
    groups.save(change(group("e", "z", "r3")));

    assertThat(groups.all(ORG)).extracting(StoredGroup::title).containsExactly("z", "a", "b");
  }

  @Test
  void ofTwoWritersOfOneGroupOneWins() {
    StoredGroup slower = group("f", "g", "slower");
    table.interpose(() -> on(memory).save(change(group("f", "g", "faster"))));

    assertThat(groups.save(change(slower))).isEqualTo(new Saved.Stale());
    assertThat(groups.find(ORG, "f", "g").rules())
        .extracting(AlertRule::uid)
        .containsExactly("faster");
  }

  @Test
  void aMoveTakesTheRuleOutOfTheOtherGroupInTheSameTransaction() {
    groups.save(change(group("f", "a", "r1", "r2")));
    StoredGroup from = groups.find(ORG, "f", "a");

    groups.save(change(group("e", "b", "r1"), from.without("r1")));

    assertThat(groups.holding(ORG, "r1").orElseThrow().title()).isEqualTo("b");
    assertThat(groups.holding(ORG, "r2").orElseThrow().title()).isEqualTo("a");
    assertThat(groups.all(ORG).stream().mapToInt(group -> group.rules().size()).sum()).isEqualTo(2);
  }

  @Test
  void aRuleThatMovesWhileItIsLookedForIsFound() {
    groups.save(change(group("f", "a", "r1", "r2")));
    StoredGroup from = groups.find(ORG, "f", "a");
    RuleChange move = change(group("e", "b", "r1"), from.without("r1"));
    table.interposeBeforeQuery(2, () -> on(memory).save(move));

    assertThat(groups.holding(ORG, "r1").orElseThrow().title()).isEqualTo("b");
  }

  @Test
  void aRuleThatGoesWhileItIsLookedForIsNotFound() {
    groups.save(change(group("f", "a", "r1")));
    RuleChange deletion = change(groups.find(ORG, "f", "a").without("r1"));
    table.interposeBeforeQuery(2, () -> on(memory).save(deletion));

    assertThat(groups.holding(ORG, "r1")).isEmpty();
  }

  @Test
  void rulesAreFoundByTheirNumbersAndManyAtOnce() {
    groups.save(change(group("f", "a", "r1").with(rule("r2", "s").identifiedAs(8, "r2"))));
    groups.save(change(group("e", "b").with(rule("r3", "s").identifiedAs(9, "r3"))));

    assertThat(groups.numbered(ORG, 8).orElseThrow().title()).isEqualTo("a");
    assertThat(groups.numbered(ORG, 9).orElseThrow().title()).isEqualTo("b");
    assertThat(groups.numbered(ORG, 10)).isEmpty();
    Map<String, StoredGroup> found = groups.holding(ORG, Set.of("r1", "r2", "r3", "r4"));
    assertThat(found.keySet()).containsExactlyInAnyOrder("r1", "r2", "r3");
    assertThat(found.get("r1")).isSameAs(found.get("r2"));
  }

  @Test
  void whatIsDeletedLeavesNothing() {
    groups.save(change(group("f", "g", "r1")));
    int kept = memory.everything().size();
    StoredGroup found = groups.find(ORG, "f", "g");

    assertThat(groups.save(change(found.without("r1")))).isEqualTo(new Saved.Done());

    assertThat(groups.holding(ORG, "r1")).isEmpty();
    assertThat(groups.all(ORG)).isEmpty();
    assertThat(memory.everything()).hasSize(kept - 2);
  }

  @Test
  void ofTwoThatBringTheSameNewUidOneIsDecidedAgain() {
    RuleLocks asRead = groups.locks(ORG);
    RuleChange slower = new RuleChange(ORG, List.of(group("f", "a", "x")), asRead, true, null);
    RuleChange faster = new RuleChange(ORG, List.of(group("e", "b", "x")), asRead, true, null);
    table.interpose(() -> on(memory).save(faster));

    assertThat(groups.save(slower)).isEqualTo(new Saved.Stale());
    assertThat(groups.holding(ORG, "x").orElseThrow().title()).isEqualTo("b");
    assertThat(groups.locks(ORG).uids()).isEqualTo(1);
  }

  @Test
  void aGroupNeedsItsFolder() {
    assertThat(groups.save(change(group("nowhere", "g", "r1")))).isEqualTo(new Saved.Stale());
    assertThat(groups.all(ORG)).isEmpty();
  }

  @Test
  void referencesNeedTheConfigurationTheyWereCheckedAgainst() {
    StoredGroup group = group("f", "g", "r1");
    RuleLocks locks = groups.locks(ORG);

    assertThat(groups.save(new RuleChange(ORG, List.of(group), locks, false, 3L)))
        .isEqualTo(new Saved.Stale());
    assertThat(groups.save(new RuleChange(ORG, List.of(group), locks, false, 0L)))
        .isEqualTo(new Saved.Done());
    assertThat(groups.locks(ORG).references()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitARowGoesOnInTheNextOnes() {
    java.util.Random random = new java.util.Random(5);
    StringBuilder noise = new StringBuilder();
    while (noise.length() < 1_000_000) noise.append((char) ('!' + random.nextInt(90)));
    StoredGroup large = group("f", "g").with(rule("r1", noise.toString()));

    assertThat(groups.save(change(large))).isEqualTo(new Saved.Done());
    assertThat(groups.find(ORG, "f", "g").rules())
        .containsExactly(rule("r1", noise.toString()).placed("f", "g", 1));
    long rows = rows();
    assertThat(rows).isGreaterThan(2);

    StoredGroup small = groups.find(ORG, "f", "g").with(rule("r1", "short"));
    assertThat(groups.save(change(small))).isEqualTo(new Saved.Done());
    assertThat(rows()).isEqualTo(1);
    assertThat(groups.all(ORG)).hasSize(1);
  }

  private long rows() {
    return memory.everything().stream().filter(item -> item.type().equals("rule-group")).count();
  }

  @Test
  void aHundredRulesOfAKilobyteCostAtMost250WriteUnits() {
    PricedTable priced = new PricedTable(memory, memory);
    RuleGroups metered = on(priced);
    StoredGroup group = StoredGroup.none(ORG, "f", "g");
    String line = "CPU of {{ $labels.instance }} has been above ninety percent for ten minutes. ";
    for (int i = 0; i < 100; i++) group = group.with(rule("rule-" + i, line.repeat(8) + i));

    new DynamoOrganizations(priced)
        .next(ORG, dev.watchbill.domain.org.Organizations.Counter.ALERT_RULES, 100);
    RuleLocks locks = new RuleLocks(0, 0);
    assertThat(metered.save(new RuleChange(ORG, List.of(group), locks, true, 0L)))
        .isEqualTo(new Saved.Done());
    assertThat(priced.units()).isLessThanOrEqualTo(250);

    priced.reset();
    StoredGroup changed = groups.find(ORG, "f", "g").with(rule("rule-1", "another summary"));
    metered.save(new RuleChange(ORG, List.of(changed), locks, false, null));
    assertThat(priced.units()).isLessThanOrEqualTo(60);
  }

  @Test
  void clearingTakesEverything() {
    groups.save(new RuleChange(ORG, List.of(group("f", "g", "r1")), new RuleLocks(0, 0), true, 0L));

    groups.clear(ORG);

    assertThat(memory.everything()).noneMatch(item -> item.type().startsWith("rule"));
  }

  @Test
  void aCrashBeforeTheCommitLeavesNoRule() {
    RuleChange change = change(group("f", "g", "r1"));

    assertThatThrownBy(() -> on(CrashingTable.before(1, memory)).save(change))
        .isInstanceOf(Crash.class);

    assertThat(groups.holding(ORG, "r1")).isEmpty();
    assertThat(groups.save(change)).isEqualTo(new Saved.Done());
    assertThat(groups.holding(ORG, "r1")).isPresent();
  }
}
