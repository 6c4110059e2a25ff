package dev.watchbill.handlers.grafana;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.Folder;
import dev.watchbill.domain.rule.Folders;
import dev.watchbill.domain.rule.RuleChange;
import dev.watchbill.domain.rule.RuleGroups;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import dev.watchbill.domain.rule.legacy.Dashboard;
import dev.watchbill.domain.rule.legacy.Dashboards;
import dev.watchbill.engine.Commits;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes a folder with the folders and dashboards inside. Rules are what pages people, so they go
 * only when that was asked for, the rules of a dashboard too: they are in its folder.
 */
final class FolderRemoval {
  private final Folders folders;
  private final RuleGroups rules;
  private final Dashboards dashboards;

  private final Commits commits;

  @Inject
  FolderRemoval(Folders folders, RuleGroups rules, Dashboards dashboards, Commits commits) {
    this.commits = commits;
    this.folders = folders;
    this.rules = rules;
    this.dashboards = dashboards;
  }

  /** What became of it. */
  enum Outcome {
    REMOVED,
    /** Nothing was removed, because there are rules inside. */
    HAS_RULES,
    /** Others keep changing it. */
    CONTENDED
  }

  /** Innermost first, so that a crash leaves no folder without its parent. */
  Outcome remove(Folder folder, boolean withRules) {
    List<Folder> all = folders.all(folder.org());
    List<Folder> leaving = new ArrayList<>(List.of(folder));
    for (int i = 0; i < leaving.size() && leaving.size() <= all.size(); i++) {
      String above = leaving.get(i).uid();
      all.stream().filter(each -> above.equals(each.parentUid())).forEach(leaving::add);
    }
    Set<String> uids = leaving.stream().map(Folder::uid).collect(Collectors.toSet());
    if (!withRules
        && rules.all(folder.org()).stream().anyMatch(group -> uids.contains(group.folderUid()))) {
      return Outcome.HAS_RULES;
    }
    for (Folder each : leaving.reversed()) {
      // What is made between the two has lost its folder, so it goes too.
      if (!emptied(each) || !deleted(each) || !emptied(each)) return Outcome.CONTENDED;
    }
    return Outcome.REMOVED;
  }

  private List<StoredGroup> groupsIn(Folder folder) {
    return rules.all(folder.org()).stream()
        .filter(group -> group.folderUid().equals(folder.uid()))
        .toList();
  }

  /** Rules first: a dashboard without rules can be deleted again, rules without one could not. */
  private boolean emptied(Folder folder) {
    return commits.untilDone(() -> emptiedOnce(folder));
  }

  private boolean emptiedOnce(Folder folder) {
    RuleLocks locks = rules.locks(folder.org());
    boolean all = true;
    for (StoredGroup group : groupsIn(folder)) {
      StoredGroup none = group.with(group.interval(), List.of());
      RuleChange change = new RuleChange(folder.org(), List.of(none), locks, false, null);
      all &= rules.save(change) instanceof Saved.Done;
    }
    for (Dashboard dashboard : dashboards.all(folder.org())) {
      if (!folder.uid().equals(dashboard.folderUid())) continue;
      all &= dashboards.delete(dashboard) instanceof Saved.Done;
    }
    return all;
  }

  private boolean deleted(Folder folder) {
    return commits.untilDone(
        () ->
            folders.find(folder.org(), folder.uid()).stream()
                .allMatch(now -> folders.delete(now) instanceof Saved.Done));
  }
}
