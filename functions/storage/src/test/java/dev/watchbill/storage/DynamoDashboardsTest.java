package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.legacy.Dashboard;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DynamoDashboardsTest extends RowsContract<Dashboard> {

  @Override
  Rows<Dashboard> rows(Table table) {
    return new DynamoDashboards(table);
  }

  @Override
  Dashboard row(String org, String id, String name) {
    Instant at = Instant.parse("2026-03-01T08:00:00Z");
    return new Dashboard(id, org, 7, "folder", name, List.of("a", "b"), 3, "ann", at, "bob", at, 1);
  }

  @Override
  Dashboard renamed(Dashboard row, String name, long version) {
    return new Dashboard(
        row.uid(),
        row.org(),
        row.number(),
        row.folderUid(),
        name,
        row.tags(),
        row.saved() + 1,
        row.createdBy(),
        row.createdAt(),
        "eve",
        row.updatedAt(),
        version);
  }

  @Test
  void aContentComesAndGoesWithItsRow() {
    DynamoDashboards dashboards = new DynamoDashboards(new MemoryTable(() -> Instant.EPOCH));
    Dashboard made = row("O1", "d1", "Servers");

    assertThat(dashboards.create(made, "{\"a\":1}")).isEqualTo(new Saved.Done());
    assertThat(dashboards.create(made, "{\"b\":1}")).isEqualTo(new Saved.Stale());
    assertThat(dashboards.content(made)).contains("{\"a\":1}");

    assertThat(dashboards.replace(renamed(made, "Servers", 9), "{\"c\":1}"))
        .isEqualTo(new Saved.Stale());
    assertThat(dashboards.content(made)).contains("{\"a\":1}");
    assertThat(dashboards.replace(renamed(made, "Routers", 1), "{\"d\":1}"))
        .isEqualTo(new Saved.Done());
    assertThat(dashboards.content(made)).contains("{\"d\":1}");

    assertThat(dashboards.delete(renamed(made, "Routers", 2))).isEqualTo(new Saved.Done());
    assertThat(dashboards.content(made)).isEmpty();
  }

  @Test
  void titlesAreOneWithoutRegardToCaseInOneFolder() {
    DynamoDashboards dashboards = new DynamoDashboards(new MemoryTable(() -> Instant.EPOCH));

    assertThat(dashboards.create(row("O1", "d1", "Servers"))).isEqualTo(new Saved.Done());
    assertThat(dashboards.create(row("O1", "d2", "servers"))).isEqualTo(new Saved.Duplicate());
    assertThat(dashboards.create(row("O2", "d2", "servers"))).isEqualTo(new Saved.Done());
  }

  @Test
  void aContentThatNoRowCanHoldIsRefused() {
    DynamoDashboards dashboards = new DynamoDashboards(new MemoryTable(() -> Instant.EPOCH));
    Dashboard made = row("O1", "d1", "Servers");

    assertThat(dashboards.create(made, noise(600_000))).isInstanceOf(Saved.TooLarge.class);
    assertThat(dashboards.find("O1", "d1")).isEmpty();
  }

  @Test
  void aLargeContentIsStoredDeflated() {
    MemoryTable table = new MemoryTable(() -> Instant.EPOCH);
    DynamoDashboards dashboards = new DynamoDashboards(table);
    Dashboard made = row("O1", "d1", "Servers");
    String content = "{\"title\":\"ü\"}".repeat(100_000);

    assertThat(dashboards.create(made, content)).isEqualTo(new Saved.Done());
    assertThat(dashboards.content(made)).contains(content);
    assertThat(table.everything()).allMatch(item -> RowSize.of(item) < 20_000);
  }

  private static String noise(int length) {
    Random random = new Random(5);
    StringBuilder noise = new StringBuilder();
    while (noise.length() < length) noise.append((char) ('!' + random.nextInt(90)));
    return noise.toString();
  }
}
