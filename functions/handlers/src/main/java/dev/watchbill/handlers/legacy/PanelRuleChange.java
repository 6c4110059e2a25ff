package dev.watchbill.handlers.legacy;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.domain.rule.legacy.LegacyAlert;
import dev.watchbill.domain.rule.legacy.PanelRule;
import dev.watchbill.domain.rule.legacy.PanelRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the groups of an organisation become when a dashboard is saved or goes. */
final class PanelRuleChange {
  private final Map<String, StoredGroup> before = new LinkedHashMap<>();
  private final Map<String, StoredGroup> after = new LinkedHashMap<>();

  /** The rules made of the dashboard's panels so far, by uid. */
  private final Map<String, AlertRule> owned = new HashMap<>();

  PanelRuleChange(List<StoredGroup> all, String dashboardUid) {
    for (StoredGroup group : all) {
      StoredGroup rest = group;
      for (AlertRule rule : group.rules()) {
        if (!isOf(rule, dashboardUid)) continue;
        owned.put(rule.uid(), rule);
        rest = rest.without(rule.uid());
      }
      before.put(key(group.folderUid(), group.title()), group);
      after.put(key(group.folderUid(), group.title()), rest);
    }
  }

  /** How many rules are new and need a number. */
  int fresh(List<PanelRule> rules) {
    return (int) rules.stream().filter(rule -> !owned.containsKey(rule.uid())).count();
  }

  /**
   * Puts the rules in their places.
   *
   * @param number the first of the numbers for new rules
   * @return why it cannot be done; empty when it can
   */
  Optional<String> decide(String org, List<PanelRule> rules, long number, Instant now) {
    for (AlertRule rule : owned.values()) {
      Optional<String> refusal = rule.provenance().refusalToBecome(Provenance.NONE);
      if (refusal.isPresent()) return refusal;
    }
    long next = number;
    for (PanelRule rule : rules) {
      AlertRule old = owned.get(rule.uid());
      switch (rule.toRule(old != null && old.paused())) {
        case Checked.Refused<AlertRule> refused -> {
          return Optional.of(refused.reason());
        }
        case Checked.Accepted<AlertRule>(AlertRule read) -> {
          long id = old == null ? next++ : old.id();
          place(org, rule, read.identifiedAs(id, rule.uid()).written(now, Provenance.NONE), old);
        }
      }
    }
    return Optional.empty();
  }

  /** Behind the others of its group; one that says what is stored stays as it is stored. */
  private void place(String org, PanelRule rule, AlertRule made, @Nullable AlertRule old) {
    String key = key(rule.folderUid(), rule.group());
    StoredGroup group = after.get(key);
    if (group == null) group = StoredGroup.none(org, rule.folderUid(), rule.group());
    List<AlertRule> rules = new ArrayList<>(group.rules());
    int last = rules.isEmpty() ? 0 : rules.getLast().position();
    AlertRule placed = made.placed(rule.folderUid(), rule.group(), last + 1);
    boolean same = old != null && placed.written(old.updated(), old.provenance()).equals(old);
    rules.add(same && old != null ? old : placed);
    after.put(key, group.with(rule.interval().toSeconds(), rules));
  }

  List<StoredGroup> changed() {
    return after.entrySet().stream()
        .filter(each -> !each.getValue().equals(before.get(each.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** A rule made of a panel, not one that somebody only linked to it. */
  private static boolean isOf(AlertRule rule, String dashboardUid) {
    Map<String, String> annotations = rule.annotations();
    return annotations != null
        && LegacyAlert.dashboardUid(rule).equals(dashboardUid)
        && PanelRules.uid(dashboardUid, LegacyAlert.panelId(annotations)).equals(rule.uid());
  }

  private static String key(String folderUid, String title) {
    return folderUid + "\0" + title;
  }
}
