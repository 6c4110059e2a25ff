package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.change.Ledger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Alert groups in the table. */
public final class DynamoAlertGroups implements AlertGroups {

  /** Wiped groups that the way back to an older one passes. */
  private static final int WIPED_PASSED = 10;

  private final Table table;
  private final GroupLists lists;
  private final GroupRemover remover;

  public DynamoAlertGroups(Table table) {
    this.table = table;
    lists = new GroupLists(table);
    remover = new GroupRemover(table, new AlertDays(table));
  }

  @Override
  public Optional<AlertGroup> find(String org, String id) {
    if (!Keys.isId(id)) return Optional.empty();
    return table.get(Keys.group(org, id)).map(row -> GroupRow.read(org, row));
  }

  @Override
  public Optional<AlertGroup> newest(
      String org, String integrationId, String routeId, String distinction) {
    Optional<AlertGroup> group =
        table
            .get(Keys.open(org, integrationId, routeId, distinction))
            .or(() -> table.get(Keys.openByRoute(org, integrationId, routeId, distinction)))
            .flatMap(open -> find(org, open.requiredText(GroupWriter.GROUP)));
    // A wiped group never matches again (spec oncall-behaviour §4.2); the one before it may.
    for (int i = 0; i < WIPED_PASSED; i++) {
      if (group.isEmpty() || group.get().distinction().equals(distinction)) return group;
      String previous = group.get().previous();
      if (previous == null) return Optional.empty();
      group = find(org, previous);
    }
    return Optional.empty();
  }

  @Override
  public List<AlertGroup> ofKey(String org, String integrationId, String distinction) {
    Query rows = Query.of(Keys.openPartition(org, integrationId, distinction));
    List<Key> newest =
        ConfigRows.items(table, rows).stream()
            .map(row -> Keys.group(org, row.requiredText(GroupWriter.GROUP)))
            .toList();
    if (newest.isEmpty()) return List.of();
    return table.getAll(newest).stream()
        .map(row -> GroupRow.read(org, row))
        .filter(group -> group.distinction().equals(distinction)) // not wiped
        .sorted(Comparator.comparing(AlertGroup::createdAt).reversed())
        .toList();
  }

  @Override
  public Listing<AlertGroup> list(Filter filter, int page, int perPage) {
    return lists.list(filter, page, perPage);
  }

  @Override
  public List<Ledger.Entry> story(String org, String id) {
    if (!Keys.isId(id) || find(org, id).isEmpty()) return List.of();
    Query rows = Query.of(Keys.groupPartition(org, id)).prefix(Keys.LOG_PREFIX);
    return Readable.of(table, ConfigRows.items(table, rows), LedgerRow::read).stream()
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> attachedTo(String org, String root) {
    if (!Keys.isId(root)) return List.of();
    return ConfigRows.items(table, Query.of(Keys.attachedPartition(org, root))).stream()
        .map(item -> item.key().sk())
        .toList();
  }

  @Override
  public void erase(String org, String id) {
    remover.erase(org, id);
  }
}
