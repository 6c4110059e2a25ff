package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
 * How many groups an organisation has, by state, integration, month and day of their beginning.
 * Read from the counters that every change of state keeps in its transaction, so the price depends
 * on integrations and months and not on groups. A counter's row is a month's; its days are
 * attributes of it, written by the same update.
 */
final class GroupCounts {

  static final String COUNT = "n";

  private final Map<State, Map<YearMonth, Map<String, Long>>> counts = new EnumMap<>(State.class);

  private final Map<State, Map<LocalDate, Map<String, Long>>> days = new EnumMap<>(State.class);

  private GroupCounts() {}

  /** The attribute that counts the day of the instant: {@code d01} to {@code d31}. */
  static String day(Instant createdAt) {
    return day(createdAt.atOffset(ZoneOffset.UTC).getDayOfMonth());
  }

  private static String day(int dayOfMonth) {
    return (dayOfMonth < 10 ? "d0" : "d") + dayOfMonth;
  }

  /**
   * @param state only this one, or all
   */
  static GroupCounts read(Table table, String org, @Nullable State state) {
    Query query = Query.of(Keys.countersPartition(org)).eventually();
    if (state != null) query = query.prefix(state + "#");
    var counts = new GroupCounts();
    for (Item item : ConfigRows.items(table, query)) {
      List<String> place = List.of(item.key().sk().split("#", -1));
      State of = State.valueOf(place.get(0));
      YearMonth month = YearMonth.parse(place.get(2));
      counts
          .counts
          .computeIfAbsent(of, each -> new HashMap<>())
          .computeIfAbsent(month, each -> new HashMap<>())
          .merge(place.get(1), item.number(COUNT, 0), Long::sum);
      var days = counts.days.computeIfAbsent(of, each -> new HashMap<>());
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        if (!item.has(day(day))) continue;
        days.computeIfAbsent(month.atDay(day), each -> new HashMap<>())
            .merge(place.get(1), item.number(day(day), 0), Long::sum);
      }
    }
    return counts;
  }

  /** Groups of these states that began on these days, both included. */
  long on(
      List<State> states,
      LocalDate first,
      LocalDate last,
      @Nullable Collection<String> integrations) {
    long sum = 0;
    for (State state : states) {
      var ofState = days.getOrDefault(state, Map.of());
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        for (var each : ofState.getOrDefault(day, Collections.emptyMap()).entrySet()) {
          if (integrations == null || integrations.contains(each.getKey())) sum += each.getValue();
        }
      }
    }
    return sum;
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
