package dev.watchbill.storage;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.Paging;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Escalations in the table. */
public final class DynamoEscalations implements Escalations {

  private final Table table;

  public DynamoEscalations(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Escalation> find(String org, String groupId) {
    if (!Keys.isId(groupId)) return Optional.empty();
    return table
        .get(Keys.escalation(org, groupId))
        .map(item -> EscalationRows.escalation(org, groupId, item));
  }

  @Override
  public Optional<Paging> paging(String org, String groupId, String userId) {
    if (!Keys.isId(groupId) || !Keys.isId(userId)) return Optional.empty();
    return table
        .get(Keys.paging(org, groupId, userId))
        .map(item -> EscalationRows.paging(org, groupId, item));
  }

  @Override
  public List<Ledger.Entry> story(String org, String groupId) {
    return logs(org, groupId, Keys.ESCALATION_LOG_PREFIX).stream()
        .flatMap(row -> row.entries().stream())
        .toList();
  }

  @Override
  public Map<String, List<Ledger.Entry>> pagingStories(String org, String groupId) {
    Map<String, List<Ledger.Entry>> stories = new TreeMap<>();
    for (Log row : logs(org, groupId, Keys.PAGING_LOG_PREFIX)) {
      String user = row.place().substring(0, row.place().indexOf('#'));
      stories.computeIfAbsent(user, each -> new ArrayList<>()).addAll(row.entries());
    }
    return stories;
  }

  /**
   * The decisions of one commit.
   *
   * @param place of its row, behind the prefix
   */
  private record Log(String place, List<Ledger.Entry> entries) {}

  private List<Log> logs(String org, String groupId, String prefix) {
    if (!Keys.isId(groupId)) return List.of();
    Query rows = Query.of(Keys.groupPartition(org, groupId)).prefix(prefix);
    return Readable.of(
        table,
        ConfigRows.items(table, rows),
        item -> new Log(item.key().sk().substring(prefix.length()), LedgerRow.read(item)));
  }

  @Override
  public Map<String, Paging> pagings(String org, String groupId, Collection<String> userIds) {
    List<Key> keys =
        userIds.stream()
            .distinct()
            .filter(Keys::isId)
            .map(id -> Keys.paging(org, groupId, id))
            .toList();
    Map<String, Paging> found = new HashMap<>();
    if (keys.isEmpty()) return found;
    for (Item item : table.getAll(keys)) {
      Paging paging = EscalationRows.paging(org, groupId, item);
      found.put(paging.userId(), paging);
    }
    return found;
  }

  @Override
  public List<Paging> pagings(String org, String groupId) {
    if (!Keys.isId(groupId)) return List.of();
    Query all = Query.of(Keys.groupPartition(org, groupId)).prefix(Keys.PAGING_PREFIX);
    return Readable.of(
        table, ConfigRows.items(table, all), item -> EscalationRows.paging(org, groupId, item));
  }

  @Override
  public Map<String, String> pointers(String org, Collection<String> stepIds) {
    Map<String, String> pointers = new HashMap<>();
    List<Key> keys = stepIds.stream().map(id -> Keys.row(org, EscalationRows.POINTER, id)).toList();
    if (keys.isEmpty()) return pointers;
    for (Item item : table.getAll(keys)) pointers.put(item.key().sk(), item.requiredText("user"));
    return pointers;
  }
}
