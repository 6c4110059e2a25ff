package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.rule.DataSource;
import dev.watchbill.domain.rule.DataSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Data sources in the table; their secrets are sealed. */
public final class DynamoDataSources implements DataSources {

  private final ConfigRows<DataSource> rows;

  public DynamoDataSources(Table table, SecretBox secrets) {
    rows = new ConfigRows<>(table, new Shape(secrets));
  }

  @Override
  public Optional<DataSource> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<DataSource> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(DataSource dataSource) {
    return rows.create(dataSource);
  }

  @Override
  public Saved replace(DataSource dataSource) {
    return rows.replace(dataSource);
  }

  @Override
  public Saved delete(DataSource dataSource) {
    return rows.delete(dataSource);
  }

  private static final class Shape implements RowShape<DataSource> {
    private final SecretBox box;

    Shape(SecretBox box) {
      this.box = box;
    }

    @Override
    public String kind() {
      return "source";
    }

    @Override
    public String org(DataSource dataSource) {
      return dataSource.org();
    }

    @Override
    public String id(DataSource dataSource) {
      return dataSource.uid();
    }

    @Override
    public long version(DataSource dataSource) {
      return dataSource.version();
    }

    @Override
    public List<Key> claims(DataSource dataSource) {
      return List.of(Keys.uniqueName(dataSource.org(), kind(), dataSource.name()));
    }

    @Override
    public void write(DataSource dataSource, Item.Builder to) {
      Map<String, String> locked = new TreeMap<>();
      dataSource.secrets().forEach((name, secret) -> locked.put(name, box.seal(secret)));
      to.set("number", dataSource.number())
          .set("name", dataSource.name())
          .set("plugin", dataSource.type())
          .set("access", dataSource.access())
          .set("url", dataSource.url())
          .set("user", dataSource.user())
          .set("database", dataSource.database())
          .set("basic", dataSource.basicAuth())
          .set("basicUser", dataSource.basicAuthUser())
          .set("credentials", dataSource.withCredentials())
          .set("default", dataSource.isDefault())
          .set("settings", dataSource.settings())
          .set("secrets", locked)
          .set(CREATED, dataSource.createdAt());
    }

    @Override
    public DataSource read(String org, Item item) {
      Map<String, String> secrets = new TreeMap<>();
      item.map("secrets")
          .forEach((name, secret) -> secrets.put(name, box.openOrKeep(String.valueOf(secret))));
      return new DataSource(
          item.key().sk(),
          org,
          item.requiredNumber("number"),
          item.requiredText("name"),
          item.requiredText("plugin"),
          item.requiredText("access"),
          item.requiredText("url"),
          item.requiredText("user"),
          item.requiredText("database"),
          item.flag("basic"),
          item.requiredText("basicUser"),
          item.flag("credentials"),
          item.flag("default"),
          item.requiredText("settings"),
          secrets,
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
