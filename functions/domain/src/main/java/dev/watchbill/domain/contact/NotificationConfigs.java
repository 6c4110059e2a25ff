package dev.watchbill.domain.contact;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.List;

/** The stored notification configurations, one for each organisation. */
public interface NotificationConfigs {

  /** Strongly consistent; what a new organisation has when nothing was stored yet. */
  NotificationConfig find(String org);

  /** Writes all of it as the next version; stale when another version stands there. */
  Saved save(NotificationConfig config);

  /**
   * The same together with the groups whose rules follow a new name. Stale also when a rule began
   * to name something since the locks were read.
   */
  Saved save(NotificationConfig config, RuleLocks asRead, List<StoredGroup> following);

  /**
   * The same for an integration that has another uid now: its card goes along. Stale also when the
   * card was written since it was read.
   *
   * @param card as it was read, under the old uid
   */
  Saved save(
      NotificationConfig config,
      RuleLocks asRead,
      List<StoredGroup> following,
      ChannelCard card,
      String uid);

  /** Back to what a new organisation has. */
  void delete(String org);
}
