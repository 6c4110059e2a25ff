package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.Unopened;
import dev.watchbill.domain.integration.Integration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
  private static final String ORG = "O1";

  private final MemoryTable memory = new MemoryTable(new TestClock());
  private final InterposedTable table = new InterposedTable(memory);
  private final SecretBox right = box(1);
  private final SecretBox wrong = box(2);

  private static SecretBox box(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) seed);
    return new SecretBox(key);
  }

  @Test
  void theKeyOfTheFirstStartIsTheOnlyOne() {
    KeyCheck.verify(table, right);
    KeyCheck.verify(table, right);

    assertThatThrownBy(() -> KeyCheck.verify(table, wrong))
        .isInstanceOf(KeyCheck.WrongKey.class)
        .hasMessageNotContaining("\n")
        .hasMessageContaining("data key");
  }

  /** Two first starts at once, with different keys, in both orders. */
  @Test
  void ofTwoFirstStartsAtOnceTheSlowerOneIsChecked() {
    table.interpose(() -> KeyCheck.verify(memory, right));
    assertThatThrownBy(() -> KeyCheck.verify(table, wrong)).isInstanceOf(KeyCheck.WrongKey.class);

    MemoryTable other = new MemoryTable(new TestClock());
    InterposedTable second = new InterposedTable(other);
    second.interpose(() -> KeyCheck.verify(other, right));
    KeyCheck.verify(second, right);
    KeyCheck.verify(other, right);
  }

  /** A table of an earlier release has nothing to check a key against but what it sealed. */
  @Test
  void whatAnEarlierReleaseSealedTellsItsKey() {
    organisation();
    new DynamoIntegrations(memory, right).create(Samples.integration(ORG, "C1", "one"));

    assertThatThrownBy(() -> KeyCheck.verify(table, wrong)).isInstanceOf(KeyCheck.WrongKey.class);
    KeyCheck.verify(table, right);
    assertThatThrownBy(() -> KeyCheck.verify(table, wrong)).isInstanceOf(KeyCheck.WrongKey.class);
  }

  @Test
  void oneDamagedSecretDoesNotMakeAKeyAWrongOne() {
    organisation();
    new DynamoIntegrations(memory, wrong).create(Samples.integration(ORG, "C1", "one"));
    new DynamoIntegrations(memory, right).create(Samples.integration(ORG, "C2", "two"));

    KeyCheck.verify(table, right);
  }

  private void organisation() {
    memory.put(Item.at(Keys.organization(ORG), "organization").build(), null);
  }

  /** Shown without its token, changed and deleted like others; with the right key all is there. */
  @Test
  void anIntegrationWhoseTokenCannotBeOpenedStaysWhatItIs() {
    Integration made = Samples.integration(ORG, "C1", "one");
    new DynamoIntegrations(memory, right).create(made);
    DynamoIntegrations without = new DynamoIntegrations(memory, wrong);
    without.create(Samples.integration(ORG, "C2", "two"));

    assertThat(without.all(ORG)).hasSize(2);
    Integration unopened = without.find(ORG, "C1").orElseThrow();
    assertThat(Unopened.is(unopened.token())).isTrue();
    // Alerts are taken all the same: the pointer to it is of the token's digest.
    assertThat(without.byToken(made.token())).contains(unopened);
    assertThat(without.byToken(unopened.token())).isEmpty();

    assertThat(without.replace(unopened.withDetails("renamed", "", null)))
        .isEqualTo(new Saved.Done());
    Integration again = new DynamoIntegrations(memory, right).find(ORG, "C1").orElseThrow();
    assertThat(again.token()).isEqualTo(made.token());
    assertThat(again.name()).isEqualTo("renamed");
    assertThat(new DynamoIntegrations(memory, right).byToken(made.token())).isPresent();

    Integration last = without.find(ORG, "C1").orElseThrow();
    assertThat(without.delete(last.deleted(Samples.NOW))).isEqualTo(new Saved.Done());
    assertThat(without.find(ORG, "C1")).isEmpty();
    assertThat(without.byToken(made.token())).isEmpty();
  }

  /** What a client sends is never taken for something sealed. */
  @Test
  void noClientCanHaveASealedTextOpened() {
    String sealed = right.seal("secret");

    String stored = right.seal(Unopened.MARK + "00".repeat(32) + sealed);

    assertThat(stored).isNotEqualTo(sealed);
    assertThat(right.open(stored)).endsWith(sealed);
  }
}
