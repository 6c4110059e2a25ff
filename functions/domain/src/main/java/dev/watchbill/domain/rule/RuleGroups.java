package dev.watchbill.domain.rule;

import dev.watchbill.domain.Saved;
import java.util.List;
import java.util.Optional;

/** The stored rule groups. */
public interface RuleGroups {

  /** What a request has to read first, so that it notices what happens meanwhile. */
  RuleLocks locks(String org);

  /** The group; one without rules and version when there is none. */
  StoredGroup find(String org, String folderUid, String title);

  /** By folder, then title. */
  List<StoredGroup> all(String org);

  /** The group that a rule is in. */
  Optional<StoredGroup> holding(String org, String uid);

  /** Stale when a group, a lock or the notification configuration is no longer as it was read. */
  Saved save(RuleChange change);

  /** Removes everything of an organisation. */
  void clear(String org);
}
