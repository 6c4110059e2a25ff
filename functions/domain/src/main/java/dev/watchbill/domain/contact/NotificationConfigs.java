package dev.watchbill.domain.contact;

import dev.watchbill.domain.Saved;

/** The stored notification configurations, one for each organisation. */
public interface NotificationConfigs {

  /** Strongly consistent; what a new organisation has when nothing was stored yet. */
  NotificationConfig find(String org);

  /** Writes all of it as the next version; stale when another version stands there. */
  Saved save(NotificationConfig config);

  /** Back to what a new organisation has. */
  void delete(String org);
}
