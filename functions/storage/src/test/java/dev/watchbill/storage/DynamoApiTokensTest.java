package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.org.ApiToken;
import org.junit.jupiter.api.Test;

class DynamoApiTokensTest extends RowsContract<ApiToken> {

  private final DynamoApiTokens tokens = new DynamoApiTokens(table);

  @Override
  Rows<ApiToken> rows(Table table) {
    return new DynamoApiTokens(table);
  }

  /** Hashes are unique in the whole table: the organisation is not known when one is looked up. */
  @Override
  ApiToken row(String org, String id, String name) {
    return Samples.token(org, id, Keys.sha256(org + name));
  }

  @Override
  ApiToken renamed(ApiToken token, String name, long version) {
    return new ApiToken(
        token.id(),
        token.org(),
        token.userId(),
        name,
        Keys.sha256(token.org() + name),
        token.createdAt(),
        token.lastUsed(),
        version);
  }

  @Test
  void aTokenIsFoundByItsHashAlone() {
    ApiToken token = row(ORG, "K1", "secret");
    tokens.create(token);

    assertThat(tokens.byHash(token.hash())).contains(token);
    assertThat(tokens.byHash(Keys.sha256("another"))).isEmpty();
    assertThat(tokens.byHash("")).isEmpty();

    tokens.delete(token);
    assertThat(tokens.byHash(token.hash())).isEmpty();
  }

  @Test
  void aPointerAloneOpensNoDoor() {
    ApiToken token = row(ORG, "K1", "secret");
    tokens.create(token);
    String forged = Keys.sha256("forged");
    memory.put(
        Item.at(Keys.apiToken(forged), "claim").set("org", ORG).set("id", "K1").build(), null);

    assertThat(tokens.byHash(forged)).isEmpty();
  }

  @Test
  void aUseIsNotedWithoutANewVersion() {
    ApiToken token = row(ORG, "K1", "secret");
    tokens.create(token);

    tokens.used(token, Samples.NOW.plusSeconds(60));

    ApiToken now = tokens.find(ORG, "K1").orElseThrow();
    assertThat(now.lastUsed()).isEqualTo(Samples.NOW.plusSeconds(60));
    assertThat(now.version()).isEqualTo(token.version());
  }

  @Test
  void aUseDoesNotBringADeletedTokenBack() {
    ApiToken token = row(ORG, "K1", "secret");
    tokens.create(token);
    tokens.delete(token);

    tokens.used(token, Samples.NOW);

    assertThat(memory.everything()).isEmpty();
  }
}
