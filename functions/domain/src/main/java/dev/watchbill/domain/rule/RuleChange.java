package dev.watchbill.domain.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of some groups of an organisation, all of it or nothing.
 *
 * @param groups as they are to be, each with the version it was read with; one without rules goes
 * @param asRead the locks as they were before anything else was read
 * @param claimsUids whether rules are new that have a uid of their client's choice
 * @param configVersion the notification configuration that the rules' references were checked
 *     against; null when they have none
 */
public record RuleChange(
    String org,
    List<StoredGroup> groups,
    RuleLocks asRead,
    boolean claimsUids,
    @Nullable Long configVersion) {
  public RuleChange {
    groups = List.copyOf(groups);
  }
}
