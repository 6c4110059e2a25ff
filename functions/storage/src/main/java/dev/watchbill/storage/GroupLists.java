package dev.watchbill.storage;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.storage.NewestFirst.Stretch;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The first and last month of a time range are counted by their keys, about 30 of them to a read unit.
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
                .map(row -> GroupRow.read(filter.org(), row))
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
    GroupCounts counts = GroupCounts.read(table, filter.org(), filter.state());
    List<State> states =
        filter.state() == null ? Arrays.asList(State.values()) : List.of(filter.state());
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
      return new Stretch(byState, every, whole ? asked : counted(byState));
    }
    double keys = byState.size() + (double) perPage * all / asked / KEYS_PER_READ;
    if (!whole || byIntegration.size() <= keys) {
      return new Stretch(byIntegration, every, whole ? asked : counted(byIntegration));
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

  private long counted(List<Query> lanes) {
    long count = 0;
    for (Query lane : lanes) {
      Cursor next = null;
      do {
        Page page = table.query(lane.count().after(next));
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
    return table.getAll(keys.stream().map(Item::key).toList()).stream()
        .map(row -> GroupRow.read(filter.org(), row))
        .filter(group -> passes(group, filter))
        .toList();
  }

  private static boolean passes(AlertGroup group, Filter filter) {
    return (filter.integrations() == null || filter.integrations().contains(group.integrationId()))
        && (filter.routeId() == null || filter.routeId().equals(group.routeId()))
        && (filter.state() == null || filter.state() == group.state())
        && group.content().labels().containsAll(filter.labels())
        && (filter.from() == null || !group.createdAt().isBefore(filter.from()))
        && (filter.to() == null || !group.createdAt().isAfter(filter.to()));
  }
}
