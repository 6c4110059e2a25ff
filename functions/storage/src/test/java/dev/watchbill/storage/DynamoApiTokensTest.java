package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Pause;
import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.ApiToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

  private static ApiToken token(int number) {
    String id = "K" + number;
    ApiToken sample = Samples.token(ORG, id, Keys.sha256(id));
    return new ApiToken(
        id, ORG, "U1", id, sample.hash(), sample.createdAt(), null, sample.version());
  }

  private static void user(Table any) {
    new DynamoUsers(any).create(Samples.user(ORG, "U1", "alice"));
  }

  /** As whoever asks does: counts again after a lost race. */
  private static Saved make(DynamoApiTokens tokens, ApiToken token) {
    for (int i = 0; i < 25; i++) {
      Saved saved = tokens.create(token, ApiToken.PER_USER);
      if (!(saved instanceof Saved.Stale)) return saved;
    }
    return new Saved.Stale();
  }

  private static void twentyAtOnce(Table any) {
    user(any);
    DynamoApiTokens tokens = new DynamoApiTokens(any);
    List<Saved> answers = Collections.synchronizedList(new ArrayList<>());
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ApiToken token = token(i);
      tasks.add(() -> answers.add(make(tokens, token)));
    }

    InParallel.run(20, tasks);

    assertThat(answers).filteredOn(saved -> saved instanceof Saved.Done).hasSize(5);
    assertThat(answers).filteredOn(new Saved.Full(5)::equals).hasSize(15);
    assertThat(tokens.all(ORG)).hasSize(5);
  }

  @Test
  void ofTwentyAtOnceFiveAreMade() {
    for (int round = 0; round < 20; round++) twentyAtOnce(new MemoryTable(new TestClock()));
  }

  @Test
  void ofTwentyAtOnceFiveAreMadeInDynamoDb() {
    twentyAtOnce(
        new DynamoTable(
            LocalDynamo.client(),
            LocalDynamo.newTable(),
            new TestClock(),
            new Random(1),
            Pause.SLEEP,
            Meter.NONE));
  }

  /** Both counted four: the slower one counts again, and is refused. */
  @Test
  void whoCountedBeforeAnotherWasMadeCountsAgain() {
    user(memory);
    for (int i = 0; i < 4; i++) tokens.create(token(i), 5);
    table.interpose(() -> new DynamoApiTokens(memory).create(token(4), 5));

    assertThat(tokens.create(token(5), 5)).isEqualTo(new Saved.Stale());
    assertThat(tokens.create(token(5), 5)).isEqualTo(new Saved.Full(5));
    assertThat(tokens.all(ORG)).hasSize(5);
  }

  /** The other order: one is deleted after the count, which makes only room. */
  @Test
  void whoCountedBeforeAnotherWasDeletedIsNotInTheWay() {
    user(memory);
    for (int i = 0; i < 4; i++) tokens.create(token(i), 5);
    table.interpose(() -> new DynamoApiTokens(memory).delete(token(0)));

    assertThat(tokens.create(token(5), 5)).isEqualTo(new Saved.Done());
    assertThat(tokens.all(ORG)).hasSize(4);
  }

  @Test
  void aUserWhoGoesMeanwhileGetsNoToken() {
    user(memory);
    DynamoUsers users = new DynamoUsers(memory);
    table.interpose(() -> users.delete(users.find(ORG, "U1").orElseThrow()));

    assertThat(tokens.create(token(1), 5)).isEqualTo(new Saved.Stale());
    assertThat(tokens.all(ORG)).isEmpty();
    assertThat(tokens.create(token(1), 5)).isEqualTo(new Saved.Stale());
  }
}
