package dev.watchbill.domain.alert;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stored alerts. */
public interface Alerts {
  Optional<Alert> find(String org, String groupId, String alertId);

  /**
   * The newest alert of each of these groups, by group id; groups without one are left out. Of long
   * payloads as many are there as one answer can show, and {@link Alert#LEFT_OUT} for the others.
   */
  Map<String, Alert> newestOf(Collection<AlertGroup> groups);

  /** Alerts of a group, oldest first, at most {@code limit}. */
  default List<Alert> ofGroup(String org, String groupId, int limit) {
    return ofGroup(org, groupId, limit, alert -> alert);
  }

  /**
   * What is needed of the alerts of a group, oldest first, at most {@code limit}. Payloads are read
   * one by one: together they may be more than fits into memory.
   */
  <T> List<T> ofGroup(String org, String groupId, int limit, Function<Alert, T> each);

  /** How many alerts of a group came at or after an instant, counted up to {@code most}. */
  long countSince(String org, String groupId, Instant from, int most);

  /**
   * A page of the alerts that pass the filter, newest first. A search looks at the newest 5,000
   * alerts with 200 million characters, and no more are counted. Of long payloads as many are there
   * as one answer can show, and {@link Alert#LEFT_OUT} for the others.
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
