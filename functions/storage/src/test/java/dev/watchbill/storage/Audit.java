package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.alert.AlertGroups.Filter;
import dev.watchbill.domain.change.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what one table says about an organisation's groups fits together. */
final class Audit {

  private final MemoryTable table;
  private final String org;

  private Audit(MemoryTable table, String org) {
    this.table = table;
    this.org = org;
  }

  static Audit of(MemoryTable table, String org) {
    return new Audit(table, org);
  }

  List<AlertGroup> groups() {
    List<AlertGroup> groups = new ArrayList<>();
    for (Item item : table.everything()) {
      if (item.type().equals("group")) groups.add(GroupRow.read(org, item));
    }
    return groups;
  }

  /** Stories are whole, alerts are as many as counted, counters and lists agree, keys lead home. */
  void isSound() {
    var stored = new DynamoAlertGroups(table);
    Map<State, Long> states = new HashMap<>();
    Map<String, Long> open = new HashMap<>();
    for (AlertGroup group : groups()) {
      assertThat(Ledger.verify(stored.story(org, group.id()), group.ledger())).isEmpty();
      var alerts = new DynamoAlerts(table, new TestClock()).ofGroup(org, group.id(), 1_000);
      assertThat((long) alerts.size()).isEqualTo(group.content().alertsCount());
      assertThat(alerts).extracting(each -> each.id()).contains(group.content().lastAlert());
      for (var alert : alerts) {
        String day = AlertRow.day(alert.id(), alert.createdAt());
        assertThat(table.get(Keys.alertPointer(org, day, alert.id()))).isPresent();
      }
      states.merge(group.state(), 1L, Long::sum);
      boolean locked = table.get(Keys.group(org, group.id())).orElseThrow().flag(GroupRow.LOCKED);
      if (locked && group.status().open()) {
        open.merge(group.routeId() + "#" + group.distinction(), 1L, Long::sum);
        assertThat(stored.newest(org, group.integrationId(), group.routeId(), group.distinction()))
            .contains(group);
      }
    }
    assertThat(open.values()).allMatch(count -> count == 1);
    for (State state : State.values()) {
      var filter = new Filter(org, null, null, null, Set.of(state), List.of(), null, null);
      var listed = stored.list(filter, 1, 1_000);
      assertThat(listed.count()).as("%s", state).isEqualTo(states.getOrDefault(state, 0L));
      assertThat(listed.rows()).hasSize((int) listed.count());
    }
  }
}
