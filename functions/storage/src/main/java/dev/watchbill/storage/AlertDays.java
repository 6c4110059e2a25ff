package dev.watchbill.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/*
 * Alerts are listed by day: a pointer for each in the partition of its day. Which days there are stands in one partition per
 * organisation. A process writes a day's row before the day's first pointer and remembers that it did, so the row costs one unit
 * per day, organisation and process and not one per alert.
 */
/** Pointers to alerts by day. */
final class AlertDays {

  /** How many alerts a day that is over has; absent until somebody counted. */
  private static final String COUNT = "n";

  static final String GROUP = "group";

  private static final int REMEMBERED = 1_000;

  /** A day and how many alerts it has; negative when nobody has counted yet. */
  record Day(String day, long count) {}

  private final Table table;
  private final Set<Key> written = ConcurrentHashMap.newKeySet();

  AlertDays(Table table) {
    this.table = table;
  }

  /**
   * Points from the alert's day to its group. Written before the alert itself, outside its
   * transaction, for one unit: a pointer whose alert never came is left out by readers, while an
   * alert without its pointer could not be found.
   */
  void point(String org, String day, String alertId, String groupId) {
    Key dayRow = Keys.alertDay(org, day);
    if (!written.contains(dayRow)) {
      table.update(dayRow, List.of(Edit.set(Item.TYPE, "alert-day")), null);
      if (written.size() >= REMEMBERED) written.clear();
      written.add(dayRow);
    }
    table.put(
        Item.at(Keys.alertPointer(org, day, alertId), "alert-pointer").set(GROUP, groupId).build(),
        null);
  }

  /** Newest first. */
  List<Day> all(String org) {
    return ConfigRows.items(table, Query.of(Keys.alertDaysPartition(org)).eventually()).stream()
        .map(item -> new Day(item.key().sk(), item.number(COUNT, -1)))
        .sorted(Comparator.comparing(Day::day).reversed())
        .toList();
  }

  /** Keeps the count of a day that gets no further alerts. */
  void keepCount(String org, String day, long count) {
    table.update(Keys.alertDay(org, day), List.of(Edit.set(COUNT, count)), Condition.exists());
  }

  /** Alerts of the day were removed: it has to be counted again. */
  void forgetCount(String org, String day) {
    table.update(Keys.alertDay(org, day), List.of(Edit.remove(COUNT)), Condition.exists());
  }
}
