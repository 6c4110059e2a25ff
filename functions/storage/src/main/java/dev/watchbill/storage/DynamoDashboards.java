package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.legacy.Dashboard;
import dev.watchbill.domain.rule.legacy.Dashboards;
import java.util.List;
import java.util.Optional;

/*
 * What is in a dashboard may be a hundred times its row, and lists need only the rows: it has an item of its own, written in the
 * transaction of its row. JSON of dashboards shrinks to a tenth, and so do the write units.
 */
/** Dashboards in the table. */
public final class DynamoDashboards implements Dashboards {
  private static final String CONTENT = "z";
  private static final String EMPTY = "{}";

  private final Table table;
  private final ConfigRows<Dashboard> rows;

  public DynamoDashboards(Table table) {
    this.table = table;
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<Dashboard> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<Dashboard> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(Dashboard dashboard) {
    return create(dashboard, EMPTY);
  }

  @Override
  public Saved create(Dashboard dashboard, String content) {
    Item item = content(dashboard, content);
    return tooLarge(item) ? ConfigRows.tooLarge() : rows.create(dashboard, List.of(put(item)));
  }

  @Override
  public Saved replace(Dashboard dashboard) {
    return rows.replace(dashboard);
  }

  @Override
  public Saved replace(Dashboard dashboard, String content) {
    Item item = content(dashboard, content);
    return tooLarge(item) ? ConfigRows.tooLarge() : rows.replace(dashboard, List.of(put(item)));
  }

  @Override
  public Saved delete(Dashboard dashboard) {
    return rows.delete(dashboard, List.of(Write.delete(key(dashboard))));
  }

  @Override
  public Optional<String> content(Dashboard dashboard) {
    return table
        .get(key(dashboard))
        .flatMap(item -> Readable.of(table, item, DynamoDashboards::text));
  }

  private static Item content(Dashboard dashboard, String content) {
    return Item.at(key(dashboard), "dashboard-content")
        .set(CONTENT, Deflated.deflate(content.getBytes(UTF_8)))
        .build();
  }

  private static String text(Item item) {
    byte[] deflated = item.bytes(CONTENT);
    if (deflated == null) throw new IllegalStateException(item.key() + " has no content");
    return new String(Deflated.inflate(item.key(), deflated), UTF_8);
  }

  private static Write put(Item content) {
    return Write.put(content);
  }

  private static boolean tooLarge(Item item) {
    return RowSize.of(item) > RowSize.LIMIT;
  }

  private static Key key(Dashboard dashboard) {
    return Keys.row(dashboard.org(), "dashboard-content", dashboard.uid());
  }

  private static final class Shape implements RowShape<Dashboard> {

    @Override
    public String kind() {
      return "dashboard";
    }

    @Override
    public String org(Dashboard dashboard) {
      return dashboard.org();
    }

    @Override
    public String id(Dashboard dashboard) {
      return dashboard.uid();
    }

    @Override
    public long version(Dashboard dashboard) {
      return dashboard.version();
    }

    @Override
    public List<Key> claims(Dashboard dashboard) {
      String folder = dashboard.folderUid() == null ? "" : dashboard.folderUid();
      String title = LetterCase.lower(dashboard.title());
      return List.of(Keys.uniqueName(dashboard.org(), kind(), folder + "/" + title));
    }

    @Override
    public void write(Dashboard dashboard, Item.Builder to) {
      to.set("number", dashboard.number())
          .set("folder", dashboard.folderUid())
          .set("title", dashboard.title())
          .set("tags", dashboard.tags())
          .set("saved", dashboard.saved())
          .set("maker", dashboard.createdBy())
          .set(CREATED, dashboard.createdAt())
          .set("editor", dashboard.updatedBy())
          .set("updated", dashboard.updatedAt());
    }

    @Override
    public Dashboard read(String org, Item item) {
      return new Dashboard(
          item.key().sk(),
          org,
          item.requiredNumber("number"),
          item.text("folder"),
          item.requiredText("title"),
          item.texts("tags"),
          item.requiredNumber("saved"),
          item.requiredText("maker"),
          item.requiredInstant(CREATED),
          item.requiredText("editor"),
          item.requiredInstant("updated"),
          item.version());
    }
  }
}
