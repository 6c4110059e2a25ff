package dev.watchbill.storage;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.storage.NewestFirst.Stretch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * An alert lies in its group's partition. A list of all of them goes over the pointers by day, newest day first. A day that is over
 * is counted once and the count kept, so a page costs by the pointers of the current day (about 50 to half a read unit) and by the
 * alerts it shows, not by how many alerts there are.
 *
 * A search reads payloads: the newest SEARCHED alerts and no more. What lies beyond is neither shown nor counted.
 */
/** Alerts in the table. */
public final class DynamoAlerts implements Alerts {

  /** Alerts that a search looks at. */
  static final int SEARCHED = 5_000;

  /** Alerts read at once: each may have hundreds of kilobytes. */
  private static final int BATCH = 25;

  /** A day is over when no function can still be writing to it. */
  private static final Duration LATE = Duration.ofHours(1);

  private final Table table;
  private final InstantSource clock;
  private final AlertDays days;
  private final NewestFirst newestFirst;

  public DynamoAlerts(Table table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    days = new AlertDays(table);
    newestFirst = new NewestFirst(table);
  }

  @Override
  public Optional<Alert> find(String org, String groupId, String alertId) {
    if (!Keys.isId(groupId) || !Keys.isId(alertId)) return Optional.empty();
    return table
        .get(Keys.alert(org, groupId, alertId))
        .map(row -> AlertRow.read(org, groupId, row));
  }

  @Override
  public Map<String, Alert> newestOf(Collection<AlertGroup> groups) {
    Map<Key, AlertGroup> wanted = new HashMap<>();
    for (AlertGroup group : groups) {
      String last = group.content().lastAlert();
      if (last != null) wanted.put(Keys.alert(group.org(), group.id(), last), group);
    }
    Map<String, Alert> newest = new HashMap<>();
    if (wanted.isEmpty()) return newest;
    for (Item row : table.getAll(List.copyOf(wanted.keySet()))) {
      AlertGroup group = wanted.get(row.key());
      if (group != null) newest.put(group.id(), AlertRow.read(group.org(), group.id(), row));
    }
    return newest;
  }

  @Override
  public List<Alert> ofGroup(String org, String groupId, int limit) {
    if (!Keys.isId(groupId) || limit < 1) return List.of();
    List<Alert> alerts = new ArrayList<>();
    Cursor next = null;
    do {
      Page page = table.query(ofGroup(org, groupId).limit(limit - alerts.size()).after(next));
      for (Item row : page.items()) alerts.add(AlertRow.read(org, groupId, row));
      next = page.next();
    } while (next != null && alerts.size() < limit);
    return alerts;
  }

  @Override
  public Listing<Alert> list(Filter filter, int page, int perPage) {
    if (filter.id() != null) return one(filter, filter.id());
    List<Stretch> stretches = stretches(filter);
    if (filter.search() != null && !filter.search().isEmpty()) {
      return searched(stretches, filter, page, perPage);
    }
    long count = stretches.stream().mapToLong(Stretch::count).sum();
    int served = Listing.served(count, page, perPage);
    List<Item> rows = newestFirst.rows(stretches, (served - 1L) * perPage, perPage);
    return new Listing<>(alerts(filter, rows), count, served);
  }

  @Override
  public void wipe(String org, String groupId, String note) {
    if (!Keys.isId(groupId)) return;
    Cursor next = null;
    do {
      Page page = table.query(ofGroup(org, groupId).limit(BATCH).after(next));
      List<Write> wiped = new ArrayList<>();
      for (Item row : page.items()) {
        Alert alert = AlertRow.read(org, groupId, row);
        Alert empty =
            new Alert(alert.id(), org, groupId, alert.createdAt(), "{}", note, null, null, null);
        wiped.add(Write.put(AlertRow.item(empty)));
      }
      table.writeAll(wiped);
      next = page.next();
    } while (next != null);
  }

  private Listing<Alert> one(Filter filter, String id) {
    List<Alert> found =
        group(filter, id)
            .flatMap(group -> find(filter.org(), group, id))
            .filter(alert -> matches(alert, filter.search()))
            .stream()
            .toList();
    return new Listing<>(found, found.size(), 1);
  }

  /** The group an alert's id leads to, if it is the one asked for. */
  private Optional<String> group(Filter filter, String id) {
    if (!Keys.isId(id)) return Optional.empty();
    if (filter.groupId() != null) return Optional.of(filter.groupId());
    return PublicIds.alertInstant(id)
        .flatMap(at -> table.get(Keys.alertPointer(filter.org(), Keys.day(at), id)))
        .map(pointer -> pointer.requiredText(AlertDays.GROUP));
  }

  private static Query ofGroup(String org, String groupId) {
    return Query.of(Keys.groupPartition(org, groupId)).prefix(Keys.ALERT_PREFIX);
  }

  private List<Stretch> stretches(Filter filter) {
    String groupId = filter.groupId();
    if (groupId == null) return byDay(filter.org());
    if (!Keys.isId(groupId)) return List.of();
    return table
        .get(Keys.group(filter.org(), groupId))
        .map(
            row ->
                List.of(
                    new Stretch(
                        List.of(ofGroup(filter.org(), groupId)),
                        item -> true,
                        row.requiredNumber(GroupRow.ALERTS))))
        .orElse(List.of());
  }

  private List<Stretch> byDay(String org) {
    String lastOpenDay = Keys.day(clock.instant().minus(LATE));
    List<Stretch> stretches = new ArrayList<>();
    for (AlertDays.Day day : days.all(org)) {
      Query pointers = Query.of(Keys.alertsPartition(org, day.day())).eventually();
      long count = day.count();
      if (count < 0) {
        count = count(pointers);
        if (day.day().compareTo(lastOpenDay) < 0) days.keepCount(org, day.day(), count);
      }
      stretches.add(new Stretch(List.of(pointers), item -> true, count));
    }
    return stretches;
  }

  private long count(Query query) {
    long count = 0;
    Cursor next = null;
    do {
      Page page = table.query(query.count().after(next));
      count += page.count();
      next = page.next();
    } while (next != null);
    return count;
  }

  private Listing<Alert> searched(List<Stretch> stretches, Filter filter, int page, int perPage) {
    List<Item> found = new ArrayList<>();
    var walk = newestFirst.walk(stretches, BATCH);
    for (int walked = 0; walked < SEARCHED; walked += BATCH) {
      List<Item> rows = walk.next(BATCH);
      if (rows.isEmpty()) break;
      // Only keys are kept: payloads of all of them would fill the memory.
      for (Alert alert : alerts(filter, rows)) {
        if (matches(alert, filter.search())) {
          found.add(
              Item.at(AlertRow.key(alert), "alert-pointer")
                  .set(AlertDays.GROUP, alert.groupId())
                  .build());
        }
      }
    }
    int served = Listing.served(found.size(), page, perPage);
    int from = Math.min((served - 1) * perPage, found.size());
    int to = Math.min(from + perPage, found.size());
    List<Key> keys = found.subList(from, to).stream().map(Item::key).toList();
    return new Listing<>(read(filter.org(), keys), found.size(), served);
  }

  /** The alerts of rows that are either their own or pointers to them. */
  private List<Alert> alerts(Filter filter, List<Item> rows) {
    String groupId = filter.groupId();
    if (groupId != null) {
      return rows.stream().map(row -> AlertRow.read(filter.org(), groupId, row)).toList();
    }
    return read(
        filter.org(),
        rows.stream()
            .map(row -> Keys.alert(filter.org(), row.requiredText(AlertDays.GROUP), row.key().sk()))
            .toList());
  }

  private List<Alert> read(String org, List<Key> keys) {
    if (keys.isEmpty()) return List.of();
    int prefix = Keys.groupPartition(org, "").length();
    return table.getAll(keys).stream()
        .map(row -> AlertRow.read(org, row.key().pk().substring(prefix), row))
        .toList();
  }

  private static boolean matches(Alert alert, @Nullable String search) {
    return search == null || LetterCase.lower(alert.payload()).contains(LetterCase.lower(search));
  }
}
