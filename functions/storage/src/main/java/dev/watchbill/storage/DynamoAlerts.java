package dev.watchbill.storage;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.storage.NewestFirst.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * An alert lies in its group's partition. A list of all of them goes over the pointers by day, newest day first. A day that is over
 * is counted once and the count kept, so a page costs by the pointers of the current day (about 50 to half a read unit) and by the
 * alerts it shows, not by how many alerts there are.
 *
 * A search reads payloads: the newest SEARCHED alerts and SEARCHED_CHARS characters and no more. What lies beyond is neither shown nor
 * counted.
 *
 * A payload may have six million characters, so no more than one is held at a time unless they are shown; and what does not fit into an
 * answer beside the others is not read.
 */
/** Alerts in the table. */
public final class DynamoAlerts implements Alerts {

  /** Alerts that a search looks at. */
  static final int SEARCHED = 5_000;

  private static final long SEARCHED_CHARS = 200_000_000;

  /** The most characters of the payloads in one answer, unless the first alone has more. */
  static final long SHOWN_CHARS = 4_000_000;

  /** Rows read at once: each may have hundreds of kilobytes. */
  private static final int BATCH = 25;

  /** A day is over when no function can still be writing to it. */
  private static final Duration LATE = Duration.ofHours(1);

  private final Table table;
  private final InstantSource clock;
  private final AlertDays days;
  private final NewestFirst newestFirst;
  private final Payloads payloads;

  public DynamoAlerts(Table table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    days = new AlertDays(table);
    newestFirst = new NewestFirst(table);
    payloads = new Payloads(table);
  }

  @Override
  public Optional<Alert> find(String org, String groupId, String alertId) {
    if (!Keys.isId(groupId) || !Keys.isId(alertId)) return Optional.empty();
    return table.get(Keys.alert(org, groupId, alertId)).map(row -> read(org, groupId, row));
  }

  @Override
  public Map<String, Alert> newestOf(Collection<AlertGroup> groups) {
    Map<Key, AlertGroup> wanted = new LinkedHashMap<>();
    for (AlertGroup group : groups) {
      String last = group.content().lastAlert();
      if (last != null) wanted.put(Keys.alert(group.org(), group.id(), last), group);
    }
    Map<String, Alert> newest = new HashMap<>();
    if (wanted.isEmpty()) return newest;
    Shown shown = new Shown();
    for (Item row : table.getAll(List.copyOf(wanted.keySet()))) {
      AlertGroup group = wanted.get(row.key());
      if (group == null) continue;
      Readable.of(table, row, each -> shown.read(group.org(), group.id(), each))
          .ifPresent(alert -> newest.put(group.id(), alert));
    }
    return newest;
  }

  @Override
  public <T> List<T> ofGroup(String org, String groupId, int limit, Function<Alert, T> each) {
    if (!Keys.isId(groupId) || limit < 1) return List.of();
    List<T> alerts = new ArrayList<>();
    Cursor next = null;
    do {
      int rows = Math.min(BATCH, limit - alerts.size());
      Page page = table.query(ofGroup(org, groupId).limit(rows).after(next));
      for (Item row : page.items()) {
        Readable.of(table, row, readable -> read(org, groupId, readable))
            .ifPresent(alert -> alerts.add(each.apply(alert)));
      }
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
    return new Listing<>(shown(filter.org(), rows(filter, rows)), count, served);
  }

  @Override
  public void wipe(String org, String groupId, String note) {
    if (!Keys.isId(groupId)) return;
    Cursor next = null;
    do {
      Page page = table.query(ofGroup(org, groupId).limit(BATCH).after(next));
      List<Write> wiped = new ArrayList<>();
      for (Item row : page.items()) {
        Alert old = AlertRow.read(org, groupId, row, "{}");
        Alert empty =
            new Alert(old.id(), org, groupId, old.createdAt(), "{}", note, null, null, null);
        Item.Builder columns = AlertRow.columns(empty);
        payloads.place(empty, columns);
        wiped.add(Write.put(columns.build()));
      }
      payloads.remove(org, page.items());
      table.writeAll(wiped);
      next = page.next();
    } while (next != null);
  }

  private Listing<Alert> one(Filter filter, String id) {
    List<Alert> found =
        group(filter, id)
            .flatMap(group -> find(filter.org(), group, id))
            .filter(alert -> matches(alert.payload(), filter.search()))
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
    List<Key> found = new ArrayList<>();
    var walk = newestFirst.walk(stretches, BATCH);
    long chars = 0;
    for (int walked = 0; walked < SEARCHED && chars < SEARCHED_CHARS; walked += BATCH) {
      List<Item> rows = walk.next(BATCH);
      if (rows.isEmpty()) break;
      // Only keys are kept: payloads of all of them would fill the memory.
      for (Item row : rows(filter, rows)) {
        String payload = payloads.read(filter.org(), row);
        chars += payload.length();
        if (matches(payload, filter.search())) found.add(row.key());
      }
    }
    int served = Listing.served(found.size(), page, perPage);
    int from = Math.min((served - 1) * perPage, found.size());
    int to = Math.min(from + perPage, found.size());
    List<Item> shown = from == to ? List.of() : table.getAll(found.subList(from, to));
    return new Listing<>(shown(filter.org(), shown), found.size(), served);
  }

  /** The rows of alerts, of which those given are either themselves or pointers to them. */
  private List<Item> rows(Filter filter, List<Item> rows) {
    if (filter.groupId() != null || rows.isEmpty()) return rows;
    return table.getAll(
        rows.stream()
            .map(row -> Keys.alert(filter.org(), row.requiredText(AlertDays.GROUP), row.key().sk()))
            .toList());
  }

  private List<Alert> shown(String org, List<Item> rows) {
    int prefix = Keys.groupPartition(org, "").length();
    Shown shown = new Shown();
    return Readable.of(table, rows, row -> shown.read(org, row.key().pk().substring(prefix), row));
  }

  private Alert read(String org, String groupId, Item row) {
    return AlertRow.read(org, groupId, row, payloads.read(org, row));
  }

  /** Alerts as one answer shows them: the first in any case, the others while there is room. */
  private final class Shown {
    private long left = SHOWN_CHARS;
    private boolean any;

    Alert read(String org, String groupId, Item row) {
      boolean fits = !any || payloads.length(row) <= left;
      String payload = fits ? payloads.read(org, row) : Alert.LEFT_OUT;
      if (any && payload.length() > left) payload = Alert.LEFT_OUT;
      any = true;
      left -= payload.length();
      return AlertRow.read(org, groupId, row, payload);
    }
  }

  private static boolean matches(String payload, @Nullable String search) {
    return search == null || LetterCase.lower(payload).contains(LetterCase.lower(search));
  }

  @Override
  public long countSince(String org, String groupId, Instant from, int most) {
    if (!Keys.isId(groupId)) return 0;
    // Ids begin with their instant.
    String first = Keys.ALERT_PREFIX + PublicIds.firstAlertId(from);
    Query since =
        Query.of(Keys.groupPartition(org, groupId))
            .between(first, Keys.ALERT_PREFIX + "B" /* follows every id */)
            .count();
    long count = 0;
    Cursor next = null;
    do {
      Page page = table.query(since.after(next));
      count += page.count();
      next = page.next();
    } while (next != null && count < most);
    return count;
  }
}
