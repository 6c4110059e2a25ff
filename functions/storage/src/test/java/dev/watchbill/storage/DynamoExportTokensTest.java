package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.schedule.ExportToken;
import org.junit.jupiter.api.Test;

class DynamoExportTokensTest {

  private final MemoryTable table = new MemoryTable(new TestClock());
  private final DynamoExportTokens tokens = new DynamoExportTokens(table);

  private static ExportToken token(String hash, long version) {
    return new ExportToken("O1", "U1", "S1", hash, Samples.NOW, version);
  }

  @Test
  void aTokenIsFoundByItsHash() {
    assertThat(tokens.create(token("abc", 1))).isEqualTo(new Saved.Done());

    assertThat(tokens.byHash("abc")).contains(token("abc", 1));
    assertThat(tokens.byHash("abd")).isEmpty();
    assertThat(tokens.byHash("#")).isEmpty();
  }

  @Test
  void theNextTokenEndsTheOneBefore() {
    tokens.create(token("abc", 1));

    assertThat(tokens.replace(token("def", 1))).isEqualTo(new Saved.Done());

    assertThat(tokens.byHash("abc")).isEmpty();
    assertThat(tokens.byHash("def")).contains(token("def", 2));
  }

  @Test
  void aDeletedTokenOpensNothing() {
    tokens.create(token("abc", 1));

    assertThat(tokens.delete(token("abc", 1))).isEqualTo(new Saved.Done());

    assertThat(tokens.byHash("abc")).isEmpty();
    assertThat(table.everything()).isEmpty();
  }
}
