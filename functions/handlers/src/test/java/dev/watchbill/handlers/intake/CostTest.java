package dev.watchbill.handlers.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.AlertGroup.State;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Route;
import dev.watchbill.storage.Condition;
import dev.watchbill.storage.Edit;
import dev.watchbill.storage.Item;
import dev.watchbill.storage.Key;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.Page;
import dev.watchbill.storage.Query;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TestClock;
import dev.watchbill.storage.Write;
import dev.watchbill.storage.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What an alert asks of the table (DESIGN §9: a repeated one ≤ 6 write and ≤ 3 read units, one that
 * opens a group ≤ 20 write units). Every item here is below 1 KB, so a strongly consistent read of
 * one is one unit, a write one and a write in a transaction two.
 */
class CostTest {
  private final TestClock clock = new TestClock();
  private final Counting table = new Counting(new MemoryTable(clock));
  private final IntakeWorld world = new IntakeWorld(clock, table, true, 1);
  private final Integration integration = world.integration(IntegrationType.FORMATTED_WEBHOOK);

  @Test
  void aRepeatedAlertIsCheap() {
    world.receive(integration, "{\"alert_uid\":\"k\"}");
    table.reset();
    world.receive(integration, "{\"alert_uid\":\"k\"}");
    assertThat(table.reads).isLessThanOrEqualTo(3);
    assertThat(table.writeUnits).isLessThanOrEqualTo(6);
  }

  @Test
  void aFirstAlertIsAffordable() {
    world.receive(integration, "{\"alert_uid\":\"k\"}");
    table.reset();
    world.receive(integration, "{\"alert_uid\":\"other\"}");
    assertThat(table.writeUnits).isLessThanOrEqualTo(20);
  }

  /** Two reads of its own route, one for the routes of the key, one for each group there. */
  @Test
  void anEndThatFindsNothingOnItsRouteLooksElsewhereForLittle() {
    world.receive(integration, "{\"alert_uid\":\"k\"}");
    Route route =
        new Route(
            "RA",
            null,
            Route.RoutingType.JINJA2,
            "{{ payload.state == 'ok' }}",
            0,
            Map.of(),
            clock.instant());
    Integration current = world.integrations.find(IntakeWorld.ORG, integration.id()).orElseThrow();
    world.replace(current.withRoutes(current.defaultRoute(), List.of(route)));
    clock.advance(Duration.ofSeconds(6));
    world.receive(integration, "{\"alert_uid\":\"other\"}");
    table.reset();
    world.receive(integration, "{\"alert_uid\":\"k\",\"state\":\"ok\"}");
    // and one for the group as it stands before the commit
    assertThat(table.reads).isLessThanOrEqualTo(5);
    assertThat(world.groupsOf(integration).getFirst().state()).isEqualTo(State.RESOLVED);
  }

  private static final class Counting implements Table {
    private final Table table;
    private int reads;
    private int writeUnits;

    Counting(Table table) {
      this.table = table;
    }

    void reset() {
      reads = 0;
      writeUnits = 0;
    }

    @Override
    public Optional<Item> get(Key key) {
      reads++;
      return table.get(key);
    }

    @Override
    public Optional<Item> getEventually(Key key) {
      reads++;
      return table.getEventually(key);
    }

    @Override
    public List<Item> getAll(List<Key> keys) {
      reads += keys.size();
      return table.getAll(keys);
    }

    @Override
    public List<Item> getAllEventually(List<Key> keys) {
      reads += keys.size();
      return table.getAllEventually(keys);
    }

    @Override
    public Page query(Query query) {
      reads++;
      return table.query(query);
    }

    @Override
    public WriteResult put(Item item, @Nullable Condition condition) {
      writeUnits++;
      return table.put(item, condition);
    }

    @Override
    public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
      writeUnits++;
      return table.update(key, edits, condition);
    }

    @Override
    public WriteResult delete(Key key, @Nullable Condition condition) {
      writeUnits++;
      return table.delete(key, condition);
    }

    @Override
    public WriteResult transact(List<Write> writes) {
      writeUnits += 2 * writes.size();
      return table.transact(writes);
    }

    @Override
    public void writeAll(List<Write> putsAndDeletes) {
      writeUnits += putsAndDeletes.size();
      table.writeAll(putsAndDeletes);
    }
  }
}
