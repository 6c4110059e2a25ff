package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.ExportToken;
import dev.watchbill.domain.schedule.ExportTokens;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Keys to calendar feeds in the table, by their hashes. */
public final class DynamoExportTokens implements ExportTokens {

  private final ConfigRows<ExportToken> rows;

  public DynamoExportTokens(Table table) {
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<ExportToken> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ExportToken> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(ExportToken token) {
    return rows.create(token);
  }

  @Override
  public Saved replace(ExportToken token) {
    return rows.replace(token);
  }

  @Override
  public Saved delete(ExportToken token) {
    return rows.delete(token);
  }

  @Override
  public Optional<ExportToken> byHash(String hash) {
    if (!Keys.isId(hash)) return Optional.empty();
    // As with API tokens: the pointer alone must not open the door.
    return rows.byClaim(Keys.exportToken(hash))
        .filter(
            token ->
                MessageDigest.isEqual(token.hash().getBytes(US_ASCII), hash.getBytes(US_ASCII)));
  }

  private static final class Shape implements RowShape<ExportToken> {

    @Override
    public String kind() {
      return "export";
    }

    @Override
    public String org(ExportToken token) {
      return token.org();
    }

    @Override
    public String id(ExportToken token) {
      return token.id();
    }

    @Override
    public long version(ExportToken token) {
      return token.version();
    }

    @Override
    public List<Key> claims(ExportToken token) {
      return List.of(Keys.exportToken(token.hash()));
    }

    @Override
    public void write(ExportToken token, Item.Builder to) {
      to.set("user", token.user())
          .set("schedule", token.schedule())
          .set("hash", token.hash())
          .set(CREATED, token.createdAt());
    }

    @Override
    public ExportToken read(String org, Item item) {
      return new ExportToken(
          org,
          item.requiredText("user"),
          item.text("schedule"),
          item.requiredText("hash"),
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
