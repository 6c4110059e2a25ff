package dev.watchbill.domain.alert;

import dev.watchbill.domain.integration.Label;
import dev.watchbill.domain.ledger.Ledger;
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
   * Opens the group with its first alert and everything else of the change, unless another group of
   * the same integration, route and distinction is open.
   *
   * <p>The decisions are of the instant of the group's beginning. The group counts its first alert
   * from the start.
   *
   * @param joinable false for a group that nothing may ever join (it has a key of its own)
   */
  Committed open(Change change, Alert first, boolean joinable);

  /**
   * The newest group with this integration and distinction of each route that ever had one, also of
   * routes that are gone by now; the newest of all first. A group whose opening is committed is
   * among them.
   */
  List<AlertGroup> ofKey(String org, String integrationId, String distinction);

  /**
   * Adds an alert that changes no state. Stale when the group is no longer as open, or as closed,
   * as it was read, or is gone. An alert that is there already is not added twice.
   */
  Committed append(AlertGroup group, Alert alert);

  /**
   * Commits a change, with the alert that caused it if one did; that one is counted by the commit,
   * not by the change.
   */
  Committed commit(Change change, @Nullable Alert alert, Instant now);

  /** What became of a commit; nothing of it is written unless it is DONE. */
  enum Committed {
    DONE,
    /** Somebody else was faster: read again, decide again. */
    STALE
  }

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

  /** Removes the group at once from every reader, leaving its remains to {@link #erase}. */
  Committed delete(AlertGroup group, Instant now);

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
