package dev.watchbill.domain.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule group as it is stored, with its rules inside.
 *
 * @param interval seconds between evaluations
 * @param rules in their order; a group without rules does not exist
 * @param version of the row; 0 when there is none
 */
public record StoredGroup(
    String org,
    String folderUid,
    String title,
    long interval,
    List<AlertRule> rules,
    long version) {
  public StoredGroup {
    rules = List.copyOf(rules);
  }

  /** What stands where there is no group. */
  public static StoredGroup none(String org, String folderUid, String title) {
    return new StoredGroup(org, folderUid, title, RuleGroup.DEFAULT_INTERVAL, List.of(), 0);
  }

  /** The same group as it is to become. */
  public StoredGroup with(long newInterval, List<AlertRule> newRules) {
    return new StoredGroup(org, folderUid, title, newInterval, newRules, version);
  }

  public Optional<AlertRule> rule(String uid) {
    return rules.stream().filter(rule -> rule.uid().equals(uid)).findFirst();
  }

  /** Without this rule; the others keep their places. */
  public StoredGroup without(String uid) {
    return with(interval, rules.stream().filter(rule -> !rule.uid().equals(uid)).toList());
  }

  /** With this rule in the place it has, or behind all others. */
  public StoredGroup with(AlertRule rule) {
    List<AlertRule> changed = new ArrayList<>(rules);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).uid().equals(rule.uid())) {
        changed.set(i, rule.placed(folderUid, title, changed.get(i).position()));
        return with(interval, changed);
      }
    }
    int last = rules.isEmpty() ? 0 : rules.getLast().position();
    changed.add(rule.placed(folderUid, title, last + 1));
    return with(interval, changed);
  }
}
