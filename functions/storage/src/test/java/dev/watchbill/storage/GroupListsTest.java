package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.alert.Listing;
import dev.watchbill.domain.integration.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of every filter is what sorting all groups would give. */
class GroupListsTest {

  private static final String ORG = "O1";
  private static final int PER_PAGE = 10;
  private static final List<AlertGroup> GROUPS = Bulk.groups(ORG, 400);

  private final MemoryTable table = new MemoryTable(new TestClock());
  private final DynamoAlertGroups groups = new DynamoAlertGroups(table);

  static Stream<Filter> filters() {
    Instant from = Bulk.FIRST.plus(Duration.ofDays(20)).plusSeconds(7);
    Instant to = Bulk.FIRST.plus(Duration.ofDays(55));
    List<Filter> filters = new ArrayList<>();
    List<Set<State>> asked = new ArrayList<>();
    for (State state : State.values()) asked.add(Set.of(state));
    asked.add(EnumSet.of(State.RESOLVED, State.FIRING));
    asked.add(EnumSet.allOf(State.class));
    asked.add(null);
    List<List<String>> integrations = new ArrayList<>();
    integrations.add(null);
    integrations.add(List.of("C2"));
    integrations.add(List.of("C5", "C1", "C9"));
    integrations.add(List.of());
    for (Set<State> states : asked) {
      for (List<String> some : integrations) {
        filters.add(new Filter(ORG, null, some, null, states, List.of(), null, null));
        filters.add(new Filter(ORG, null, some, null, states, List.of(), from, to));
        filters.add(
            new Filter(ORG, null, some, null, states, Bulk.LABELS.subList(0, 2), from, null));
        filters.add(new Filter(ORG, null, some, "R1-C2", states, List.of(), null, null));
      }
    }
    Instant at = GROUPS.get(123).createdAt();
    filters.add(new Filter(ORG, null, null, null, null, List.of(), at, at));
    filters.add(new Filter(ORG, null, null, null, null, List.of(), to, from));
    filters.add(new Filter(ORG, "I7", null, null, null, List.of(), null, null));
    filters.add(new Filter(ORG, "I7", List.of("C9"), null, null, List.of(), null, null));
    filters.add(new Filter(ORG, "#", null, null, null, List.of(), null, null));
    filters.add(
        new Filter(ORG, null, null, null, null, List.of(new Label("no", "such")), null, null));
    filters.add(new Filter("O2", null, null, null, null, List.of(), null, null));
    filters.add(new Filter("O2", "I7", null, null, null, List.of(), null, null));
    return filters.stream();
  }

  @ParameterizedTest
  @MethodSource("filters")
  void everyPageIsWhatSortingWouldGive(Filter filter) {
    Bulk.write(table, GROUPS);
    List<String> expected =
        GROUPS.stream()
            .filter(group -> passes(group, filter))
            .sorted(Comparator.comparing(AlertGroup::createdAt).reversed())
            .map(AlertGroup::id)
            .toList();

    int last = Math.max(1, (expected.size() + PER_PAGE - 1) / PER_PAGE);
    List<String> listed = new ArrayList<>();
    for (int page = 1; page <= last; page++) {
      Listing<AlertGroup> listing = groups.list(filter, page, PER_PAGE);
      assertThat(listing.count()).isEqualTo(expected.size());
      assertThat(listing.page()).isEqualTo(page);
      listing.rows().forEach(group -> listed.add(group.id()));
    }
    assertThat(listed).isEqualTo(expected);

    Listing<AlertGroup> beyond = groups.list(filter, last + 7, PER_PAGE);
    assertThat(beyond.page()).isEqualTo(last);
    assertThat(beyond).isEqualTo(groups.list(filter, last, PER_PAGE));
  }

  private static boolean passes(AlertGroup group, Filter filter) {
    if (!group.org().equals(filter.org())) return false;
    if (filter.id() != null && !group.id().equals(filter.id())) return false;
    if (filter.integrations() != null && !filter.integrations().contains(group.integrationId())) {
      return false;
    }
    if (filter.routeId() != null && !group.routeId().equals(filter.routeId())) return false;
    if (filter.states() != null && !filter.states().contains(group.state())) return false;
    if (!group.content().labels().containsAll(filter.labels())) return false;
    if (filter.from() != null && group.createdAt().isBefore(filter.from())) return false;
    return filter.to() == null || !group.createdAt().isAfter(filter.to());
  }

  @Test
  void aRouteThatExistsNarrowsTheWalk() {
    Bulk.write(table, GROUPS);
    table.put(
        Item.at(Keys.route(ORG, "R1-C2"), "claim").set("org", ORG).set("id", "C2").build(), null);
    Filter filter = new Filter(ORG, null, null, "R1-C2", null, List.of(), null, null);

    long expected = GROUPS.stream().filter(group -> passes(group, filter)).count();

    assertThat(groups.list(filter, 1, PER_PAGE).count()).isEqualTo(expected).isPositive();
  }

  @Test
  void manyIntegrationsAreLeftOutByTheirKeys() {
    Bulk.write(table, GROUPS);
    List<String> all = new ArrayList<>(Bulk.INTEGRATIONS);
    all.remove("C3");
    Filter filter = new Filter(ORG, null, all, null, null, List.of(), null, null);
    List<String> expected =
        GROUPS.stream()
            .filter(group -> passes(group, filter))
            .sorted(Comparator.comparing(AlertGroup::createdAt).reversed())
            .limit(PER_PAGE)
            .map(AlertGroup::id)
            .toList();

    assertThat(groups.list(filter, 1, PER_PAGE).rows())
        .extracting(AlertGroup::id)
        .containsExactlyElementsOf(expected);
  }
}
