package dev.watchbill.storage;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.Lock;
import dev.watchbill.domain.alert.AlertGroupActions;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.change.Expectation;
import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.change.RowChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored groups, with the changes that tests make of them. */
final class WritableGroups implements AlertGroups {

  private final DynamoAlertGroups groups;
  private final DynamoChanges changes;

  WritableGroups(Table table) {
    groups = new DynamoAlertGroups(table);
    changes = new DynamoChanges(table, Samples.SECRETS);
  }

  /** The group of a change, as it leaves it. */
  static AlertGroup group(Change change) {
    return change.rows().stream()
        .map(RowChange::after)
        .filter(AlertGroup.class::isInstance)
        .map(AlertGroup.class::cast)
        .findFirst()
        .orElseThrow();
  }

  Committed open(Change change, Alert first, boolean joinable) {
    AlertGroup group = group(change);
    AlertGroup opened =
        Attached.with(
            group,
            group.status(),
            joinable ? Lock.OF_KEY : Lock.NONE,
            new AlertGroup.Content(
                group.content().title(), group.content().labels(), 1, first.id(), false));
    return changes.commit(change.replace(group, opened).create(first));
  }

  Committed append(AlertGroup group, Alert alert) {
    return changes.commit(
        Change.at(alert.createdAt()).expect(new Expectation.AsOpen(group)).create(alert));
  }

  Committed commit(Change change, @Nullable Alert alert, Instant now) {
    Change later =
        new Change(
            now,
            change.rows(),
            change.expectations(),
            change.timers(),
            change.events(),
            change.decisions(),
            change.ran());
    return changes.commit(alert == null ? later : later.create(alert));
  }

  Committed delete(AlertGroup group, Instant now) {
    return changes.commit(AlertGroupActions.delete(group, Actor.user("U1"), now));
  }

  @Override
  public Optional<AlertGroup> find(String org, String id) {
    return groups.find(org, id);
  }

  @Override
  public Optional<AlertGroup> newest(
      String org, String integrationId, String routeId, String distinction) {
    return groups.newest(org, integrationId, routeId, distinction);
  }

  @Override
  public List<AlertGroup> ofKey(String org, String integrationId, String distinction) {
    return groups.ofKey(org, integrationId, distinction);
  }

  @Override
  public Listing<AlertGroup> list(Filter filter, int page, int perPage) {
    return groups.list(filter, page, perPage);
  }

  @Override
  public List<Ledger.Entry> story(String org, String id) {
    return groups.story(org, id);
  }

  @Override
  public List<String> attachedTo(String org, String root) {
    return groups.attachedTo(org, root);
  }

  @Override
  public void erase(String org, String id) {
    groups.erase(org, id);
  }
}
