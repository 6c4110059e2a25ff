package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.ApiTokens;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** API tokens in the table, by their hashes. */
public final class DynamoApiTokens implements ApiTokens {

  private static final String LAST_USED = "used";

  /** Much longer than between counting and writing. */
  private static final Duration COUNTING = Duration.ofDays(1);

  private final Table table;
  private final ConfigRows<ApiToken> rows;

  public DynamoApiTokens(Table table) {
    this.table = table;
    rows = new ConfigRows<>(table, new Shape());
  }

  @Override
  public Optional<ApiToken> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<ApiToken> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(ApiToken token) {
    return rows.create(token);
  }

  /*
   * All who make tokens of one user write one row, on the condition that nobody has written it since they counted: of those who
   * counted at once one gets through, and the others count again. Whoever deletes need not write it, as that makes only room. A user
   * who is deleted meanwhile gets no token either, so that whoever deletes a user finds all of its tokens afterwards.
   */
  @Override
  public Saved create(ApiToken token, int most) {
    Key row = Keys.tokensOf(token.org(), token.userId());
    long read = table.get(row).map(Item::version).orElse(0L);
    long held =
        all(token.org()).stream().filter(other -> other.userId().equals(token.userId())).count();
    if (held >= most) return new Saved.Full(most);
    Item counted =
        Item.at(row, "tokens").version(read + 1).expires(token.createdAt().plus(COUNTING)).build();
    Key user = Keys.row(token.org(), DynamoUsers.Shape.KIND, token.userId());
    Saved saved =
        rows.create(
            token,
            List.of(
                Write.put(counted, read == 0 ? Condition.absent() : Condition.versionIs(read)),
                Write.check(user, Condition.exists())));
    // Of a token's own claims none is ever taken: its id and its hash are random.
    return saved instanceof Saved.Duplicate ? new Saved.Stale() : saved;
  }

  @Override
  public Saved replace(ApiToken token) {
    return rows.replace(token);
  }

  @Override
  public Saved delete(ApiToken token) {
    return rows.delete(token);
  }

  @Override
  public Optional<ApiToken> byHash(String hash) {
    if (!Keys.isId(hash)) return Optional.empty();
    // The look-up itself goes by the hash, so its time tells nothing about the token; the hash is
    // compared once more because the pointer alone must not open the door.
    return rows.byClaim(Keys.apiToken(hash))
        .filter(
            token ->
                MessageDigest.isEqual(token.hash().getBytes(US_ASCII), hash.getBytes(US_ASCII)));
  }

  @Override
  public void used(ApiToken token, Instant at) {
    // Not a change of the token: its version stays, and a deleted one is not brought back.
    table.update(
        Keys.row(token.org(), Shape.KIND, token.id()),
        List.of(Edit.set(LAST_USED, at)),
        Condition.exists());
  }

  static final class Shape implements RowShape<ApiToken> {

    static final String KIND = "token";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String org(ApiToken token) {
      return token.org();
    }

    @Override
    public String id(ApiToken token) {
      return token.id();
    }

    @Override
    public long version(ApiToken token) {
      return token.version();
    }

    @Override
    public List<Key> claims(ApiToken token) {
      return List.of(Keys.apiToken(token.hash()));
    }

    @Override
    public void write(ApiToken token, Item.Builder to) {
      to.set("user", token.userId())
          .set("name", token.name())
          .set("hash", token.hash())
          .set(LAST_USED, token.lastUsed())
          .set(CREATED, token.createdAt());
    }

    @Override
    public ApiToken read(String org, Item item) {
      return new ApiToken(
          item.key().sk(),
          org,
          item.requiredText("user"),
          item.requiredText("name"),
          item.requiredText("hash"),
          item.requiredInstant(CREATED),
          item.instant(LAST_USED),
          item.version());
    }
  }
}
