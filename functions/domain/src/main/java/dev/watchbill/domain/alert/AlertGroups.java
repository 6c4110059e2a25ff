package dev.watchbill.domain.alert;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.integration.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored alert groups. */
public interface AlertGroups {

  Optional<AlertGroup> find(String org, String id);

  /**
   * The newest group with this integration, route and distinction, whether or not it is still open;
   * at most one of them is.
   */
  Optional<AlertGroup> newest(String org, String integrationId, String routeId, String distinction);

  /**
   * The newest group with this integration and distinction of each route that ever had one, also of
   * routes that are gone by now; the newest of all first. A group whose opening is committed is
   * among them.
   */
  List<AlertGroup> ofKey(String org, String integrationId, String distinction);

  /**
   * A page of the groups that pass the filter, newest first. A page beyond the last one is the last
   * one. With labels or a route the newest 10,000 groups that pass the rest of the filter are
   * looked at, and no more are counted.
   */
  Listing<AlertGroup> list(Filter filter, int page, int perPage);

  /** Every decision about the group, oldest first. */
  List<Ledger.Entry> story(String org, String id);

  /** Groups attached to this one. */
  List<String> attachedTo(String org, String root);

  /**
   * Removes what a deleted group left behind: alerts, decisions, notes; or what an alert left
   * behind that was never stored. Repeatable; nothing happens to a group that lives.
   */
  void erase(String org, String id);

  /**
   * What a list asks for; null = not asked.
   *
   * @param integrations only these; of a team, those of the team
   * @param states any of them
   * @param labels all of them
   * @param from and {@code to}: start of the group, both inclusive
   */
  record Filter(
      String org,
      @Nullable String id,
      @Nullable List<String> integrations,
      @Nullable String routeId,
      @Nullable Set<AlertGroup.State> states,
      List<Label> labels,
      @Nullable Instant from,
      @Nullable Instant to) {}
}
