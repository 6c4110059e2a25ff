package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup.State;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many groups an organisation has, by state, integration and month of their beginning. Read
 * from the counters that every change of state keeps in its transaction, so the price depends on
 * integrations and months and not on groups.
 */
final class GroupCounts {

  static final String COUNT = "n";

  private final Map<State, Map<YearMonth, Map<String, Long>>> counts = new EnumMap<>(State.class);

  private GroupCounts() {}

  /**
   * @param state only this one, or all
   */
  static GroupCounts read(Table table, String org, @Nullable State state) {
    Query query = Query.of(Keys.countersPartition(org)).eventually();
    if (state != null) query = query.prefix(state + "#");
    var counts = new GroupCounts();
    for (Item item : ConfigRows.items(table, query)) {
      List<String> place = List.of(item.key().sk().split("#", -1));
      counts
          .counts
          .computeIfAbsent(State.valueOf(place.get(0)), each -> new HashMap<>())
          .computeIfAbsent(YearMonth.parse(place.get(2)), each -> new HashMap<>())
          .merge(place.get(1), item.number(COUNT, 0), Long::sum);
    }
    return counts;
  }

  /** Months that have groups, newest first. */
  List<YearMonth> months() {
    Set<YearMonth> months = new TreeSet<>(Comparator.reverseOrder());
    counts.values().forEach(each -> months.addAll(each.keySet()));
    return List.copyOf(months);
  }

  /** Integrations with groups of this state and month; null asks for all of them. */
  Map<String, Long> of(State state, YearMonth month, @Nullable Collection<String> integrations) {
    Map<String, Long> all =
        counts.getOrDefault(state, Map.of()).getOrDefault(month, Collections.emptyMap());
    Map<String, Long> some = new HashMap<>();
    all.forEach(
        (integration, count) -> {
          boolean asked = integrations == null || integrations.contains(integration);
          if (asked && count > 0) some.put(integration, count);
        });
    return some;
  }
}
