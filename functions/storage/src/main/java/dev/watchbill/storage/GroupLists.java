package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.storage.NewestFirst.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Index 1 has a lane for each state and month, index 2 one for each state and integration. So every filter of state, integrations
 * and time is a merge of lanes that hold nothing else: its count comes from the counters, and a page costs the same however many
 * groups there are. All states = the lanes of the four.
 *
 * Many integrations at once (a large team's) would be many lanes. When walking the state's lanes and leaving out other integrations
 * by their keys promises to be cheaper, that is done instead; at worst it is as dear as the lanes.
 *
 * Labels and routes are in no index: such a list is walked, group by group, up to WALKED groups. What lies beyond is neither shown
 * nor counted. A route that still exists narrows the walk to its integration.
 *
 * The whole days of a time range are counted by the counters; of its first and last day the shorter part, inside or outside the
 * range, is counted by its keys.
 */
/** Lists of alert groups. */
final class GroupLists {

  /** Groups that a list by label or route looks at. */
  static final int WALKED = 10_000;

  private static final int BATCH = 100;

  /** Keys that half a read unit brings. */
  private static final int KEYS_PER_READ = 25;

  private final Table table;
  private final NewestFirst newestFirst;

  GroupLists(Table table) {
    this.table = table;
    newestFirst = new NewestFirst(table);
  }

  Listing<AlertGroup> list(Filter filter, int page, int perPage) {
    String id = filter.id();
    if (id != null) return one(filter, id);
    Collection<String> integrations = integrations(filter);
    List<Stretch> stretches = stretches(filter, integrations, perPage);
    if (!filter.labels().isEmpty() || filter.routeId() != null) {
      return walked(stretches, filter, page, perPage);
    }
    long count = stretches.stream().mapToLong(Stretch::count).sum();
    int served = Listing.served(count, page, perPage);
    List<Item> keys = newestFirst.rows(stretches, (served - 1L) * perPage, perPage);
    return new Listing<>(groups(keys, filter), count, served);
  }

  private Listing<AlertGroup> one(Filter filter, String id) {
    List<AlertGroup> found =
        (Keys.isId(id) ? table.get(Keys.group(filter.org(), id)) : Optional.<Item>empty())
                .flatMap(row -> Readable.of(table, row, each -> GroupRow.read(filter.org(), each)))
                .filter(group -> passes(group, filter))
                .stream()
                .toList();
    return new Listing<>(found, found.size(), 1);
  }

  private @Nullable Collection<String> integrations(Filter filter) {
    String route = filter.routeId();
    List<String> asked = filter.integrations();
    if (route == null || asked != null || !Keys.isId(route)) return asked;
    return table
        .get(Keys.route(filter.org(), route))
        .map(claim -> List.of(claim.requiredText(ConfigRows.ID)))
        .orElse(null);
  }

  private List<Stretch> stretches(
      Filter filter, @Nullable Collection<String> integrations, int perPage) {
    Set<State> asked = filter.states();
    List<State> states =
        Arrays.stream(State.values())
            .filter(each -> asked == null || asked.contains(each))
            .toList();
    State only = states.size() == 1 ? states.getFirst() : null;
    GroupCounts counts = GroupCounts.read(table, filter.org(), only);
    List<Stretch> stretches = new ArrayList<>();
    for (YearMonth month : counts.months()) {
      Instant begins = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      Instant ends =
          month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1000);
      Instant from =
          filter.from() != null && filter.from().isAfter(begins) ? filter.from() : begins;
      Instant to = filter.to() != null && filter.to().isBefore(ends) ? filter.to() : ends;
      if (from.isAfter(to)) continue;
      boolean whole = from.equals(begins) && to.equals(ends);
      Stretch stretch =
          stretch(filter.org(), counts, states, integrations, month, from, to, whole, perPage);
      if (stretch != null) stretches.add(stretch);
    }
    return stretches;
  }

  private @Nullable Stretch stretch(
      String org,
      GroupCounts counts,
      List<State> states,
      @Nullable Collection<String> integrations,
      YearMonth month,
      Instant from,
      Instant to,
      boolean whole,
      int perPage) {
    List<Query> byState = new ArrayList<>();
    List<Query> byIntegration = new ArrayList<>();
    long all = 0;
    long asked = 0;
    for (State state : states) {
      Map<String, Long> those = counts.of(state, month, integrations);
      if (those.isEmpty()) continue;
      asked += sum(those);
      all += sum(counts.of(state, month, null));
      byState.add(lane(Index.INDEX1, Keys.stateList(org, state, month), from, to));
      for (String integration : those.keySet()) {
        String partition = Keys.integrationList(org, state, integration);
        byIntegration.add(lane(Index.INDEX2, partition, from, to));
      }
    }
    if (asked == 0) return null;
    Predicate<Item> every = item -> true;
    if (integrations == null) {
      long count = whole ? asked : counted(counts, states, integrations, byState, from, to);
      return new Stretch(byState, every, count);
    }
    double keys = byState.size() + (double) perPage * all / asked / KEYS_PER_READ;
    if (!whole || byIntegration.size() <= keys) {
      long count = whole ? asked : counted(counts, states, integrations, byIntegration, from, to);
      return new Stretch(byIntegration, every, count);
    }
    Predicate<Item> ofThese =
        item -> integrations.contains(Keys.integrationOf(item.requiredText(Index.INDEX1.sk)));
    return new Stretch(byState, ofThese, asked);
  }

  private static Query lane(Index index, String partition, Instant from, Instant to) {
    return Query.of(index, partition).between(Keys.placesFrom(from), Keys.placesUpTo(to));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The days from first to last, less what lies before the range on the first and behind it on the
   * last.
   */
  private long counted(
      GroupCounts counts,
      List<State> states,
      @Nullable Collection<String> integrations,
      List<Query> lanes,
      Instant from,
      Instant to) {
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
    Instant beginning = first.atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant end = last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant behind = to.plus(1, ChronoUnit.MICROS);
    long before =
        shorter(
            lanes,
            new Span(beginning, from),
            new Span(from, beginning.plus(1, ChronoUnit.DAYS)),
            counts.on(states, first, first, integrations));
    long after =
        shorter(
            lanes,
            new Span(behind, end),
            new Span(end.minus(1, ChronoUnit.DAYS), behind),
            counts.on(states, last, last, integrations));
    return counts.on(states, first, last, integrations) - before - after;
  }

  /** From an instant to before another one. */
  private record Span(Instant from, Instant before) {
    Duration length() {
      return Duration.between(from, before);
    }
  }

  /** How many lie in one part of a day; the keys of its shorter part are counted. */
  private long shorter(List<Query> lanes, Span asked, Span rest, long day) {
    if (asked.length().isZero()) return 0;
    return asked.length().compareTo(rest.length()) <= 0
        ? counted(lanes, asked)
        : day - counted(lanes, rest);
  }

  private long counted(List<Query> lanes, Span span) {
    long count = 0;
    String from = Keys.placesFrom(span.from());
    String to = Keys.placesUpTo(span.before().minus(1, ChronoUnit.MICROS));
    for (Query lane : lanes) {
      Cursor next = null;
      do {
        Page page = table.query(lane.between(from, to).count().after(next));
        count += page.count();
        next = page.next();
      } while (next != null);
    }
    return count;
  }

  private Listing<AlertGroup> walked(
      List<Stretch> stretches, Filter filter, int page, int perPage) {
    List<Item> passed = new ArrayList<>();
    var walk = newestFirst.walk(stretches, BATCH);
    for (int walked = 0; walked < WALKED; walked += BATCH) {
      List<Item> keys = walk.next(BATCH);
      if (keys.isEmpty()) break;
      // Rows are read again for the page: kept all, they would fill the memory.
      for (AlertGroup group : groups(keys, filter)) {
        passed.add(Item.at(Keys.group(group.org(), group.id()), "group").build());
      }
    }
    int served = Listing.served(passed.size(), page, perPage);
    int from = Math.min((served - 1) * perPage, passed.size());
    int to = Math.min(from + perPage, passed.size());
    return new Listing<>(groups(passed.subList(from, to), filter), passed.size(), served);
  }

  private List<AlertGroup> groups(List<Item> keys, Filter filter) {
    if (keys.isEmpty()) return List.of();
    List<Item> rows = table.getAll(keys.stream().map(Item::key).toList());
    return Readable.of(table, rows, row -> GroupRow.read(filter.org(), row)).stream()
        .filter(group -> passes(group, filter))
        .toList();
  }

  private static boolean passes(AlertGroup group, Filter filter) {
    return (filter.integrations() == null || filter.integrations().contains(group.integrationId()))
        && (filter.routeId() == null || filter.routeId().equals(group.routeId()))
        && (filter.states() == null || filter.states().contains(group.state()))
        && group.content().labels().containsAll(filter.labels())
        && (filter.from() == null || !group.createdAt().isBefore(filter.from()))
        && (filter.to() == null || !group.createdAt().isAfter(filter.to()));
  }
}
