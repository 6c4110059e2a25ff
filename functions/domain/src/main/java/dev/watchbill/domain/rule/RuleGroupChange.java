package dev.watchbill.domain.rule;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Flaw.Kind;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the replacement of a group does to the rules of an organisation, as one transaction (spec
 * grafana-alerting §2.7).
 *
 * @param deleted the rules of the group that were not submitted
 * @param updated those that exist already, also those moved here from other groups
 * @param inserted those that do not exist yet; their ids are still 0
 * @param intervalChanges whether the group's interval is written
 */
public record RuleGroupChange(
    List<AlertRule> deleted,
    List<AlertRule> updated,
    List<AlertRule> inserted,
    boolean intervalChanges) {

  /** Whether nothing is written: the answer is a success all the same. */
  public boolean none() {
    return deleted.isEmpty() && updated.isEmpty() && inserted.isEmpty() && !intervalChanges;
  }

  /**
   * Decides.
   *
   * @param submitted the group as it was sent
   * @param present rules of the group now, in order
   * @param interval of the group now
   * @param elsewhere rules of the organisation outside the group, by uid; at least those whose uids
   *     were submitted
   * @param by what the request's provenance makes of the rules it writes
   * @param newUid makes a uid for a rule that was sent without
   */
  public static Checked<RuleGroupChange> decide(
      RuleGroup submitted,
      List<AlertRule> present,
      long interval,
      Map<String, AlertRule> elsewhere,
      Provenance by,
      Instant now,
      Supplier<String> newUid) {
    boolean intervalChanges = submitted.interval() != interval;
    List<AlertRule> rules = submitted.rules();
    if (rules == null) {
      return withoutRules(present, intervalChanges, by, now);
    }
    Flaws flaws = new Flaws();
    Map<String, AlertRule> stored = new LinkedHashMap<>(elsewhere);
    present.forEach(rule -> stored.put(rule.uid(), rule));
    Set<String> named = new HashSet<>();
    List<AlertRule> updated = new ArrayList<>();
    List<AlertRule> inserted = new ArrayList<>();
    int position = 0;
    for (AlertRule rule : rules) {
      position++;
      String where = "rules[" + (position - 1) + "]";
      AlertRule placed = rule.placed(submitted.folderUid(), submitted.title(), position);
      AlertRule old = rule.uid().isEmpty() ? null : stored.get(rule.uid());
      if (!rule.uid().isEmpty() && !named.add(rule.uid())) {
        flaws.add(Kind.RULE, where, "rule UID '" + rule.uid() + "' is used twice");
      }
      if (old == null) {
        String uid = rule.uid().isEmpty() ? newUid.get() : rule.uid();
        inserted.add(placed.identifiedAs(0, uid).written(now, by));
      } else if (intervalChanges || !same(placed, old, by)) {
        refuse(old, by, where, flaws);
        updated.add(placed.identifiedAs(old.id(), old.uid()).written(now, by));
      }
    }
    List<AlertRule> deleted = present.stream().filter(rule -> !named.contains(rule.uid())).toList();
    deleted.forEach(rule -> refuse(rule, by, "", flaws));
    return flaws.orElse(
        new RuleGroupChange(
            deleted,
            List.copyOf(updated),
            List.copyOf(inserted),
            intervalChanges && !(updated.isEmpty() && inserted.isEmpty())));
  }

  /** No rules were sent: those that are there stay what they are, whoever may change them now. */
  private static Checked<RuleGroupChange> withoutRules(
      List<AlertRule> present, boolean intervalChanges, Provenance by, Instant now) {
    Flaws flaws = new Flaws();
    List<AlertRule> updated = new ArrayList<>();
    for (AlertRule rule : present) {
      if (!intervalChanges && rule.provenance() == by) continue;
      refuse(rule, by, "", flaws);
      updated.add(rule.written(now, by));
    }
    return flaws.orElse(
        new RuleGroupChange(
            List.of(), List.copyOf(updated), List.of(), intervalChanges && !present.isEmpty()));
  }

  /**
   * Whether a submitted rule says what is stored. Another provenance is a change like any other:
   * clients that want one send nothing else and look for it in the next answer.
   */
  private static boolean same(AlertRule submitted, AlertRule old, Provenance by) {
    return submitted.identifiedAs(old.id(), old.uid()).written(old.updated(), by).equals(old);
  }

  private static void refuse(AlertRule rule, Provenance by, String where, Flaws flaws) {
    Optional<String> refusal = rule.provenance().refusalToBecome(by);
    refusal.ifPresent(text -> flaws.add(Kind.RULE, where, text));
  }
}
