package dev.watchbill.domain.alert;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored alerts. */
public interface Alerts {
  Optional<Alert> find(String org, String groupId, String alertId);

  /** The newest alert of each of these groups, by group id; groups without one are left out. */
  Map<String, Alert> newestOf(Collection<AlertGroup> groups);

  /** Alerts of a group, oldest first, at most {@code limit}. */
  List<Alert> ofGroup(String org, String groupId, int limit);

  /**
   * A page of the alerts that pass the filter, newest first. A search looks at the newest 5,000
   * alerts, and no more are counted.
   */
  Listing<Alert> list(Filter filter, int page, int perPage);

  /**
   * Replaces every payload of the group by {@code {}} and every title by the note, and removes
   * messages, images and links (spec oncall-behaviour §6.6). Repeatable.
   */
  void wipe(String org, String groupId, String note);

  /**
   * What a list asks for; null = not asked.
   *
   * @param search a part of the payload's JSON text, letter case ignored
   */
  record Filter(
      String org, @Nullable String id, @Nullable String groupId, @Nullable String search) {}
}
