package dev.watchbill.domain.rule;

import dev.watchbill.domain.Saved;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stored rule groups. */
public interface RuleGroups {

  /** What a request has to read first, so that it notices what happens meanwhile. */
  RuleLocks locks(String org);

  /** The group; one without rules and version when there is none. */
  StoredGroup find(String org, String folderUid, String title);

  /** By folder, then title. */
  List<StoredGroup> all(String org);

  /** The group that a rule is in. */
  default Optional<StoredGroup> holding(String org, String uid) {
    return Optional.ofNullable(holding(org, Set.of(uid)).get(uid));
  }

  /** The groups that rules are in, by the rules' uids; those of no rule are left out. */
  Map<String, StoredGroup> holding(String org, Set<String> uids);

  /** The group that the rule of this number is in. */
  Optional<StoredGroup> numbered(String org, long number);

  /** Stale when a group, a lock or the notification configuration is no longer as it was read. */
  Saved save(RuleChange change);

  /** Removes everything of an organisation. */
  void clear(String org);
}
