package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.EscalationChain;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Route;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DynamoEscalationChainsTest extends RowsContract<EscalationChain> {

  private final DynamoIntegrations integrations = new DynamoIntegrations(memory, Samples.SECRETS);

  @Override
  Rows<EscalationChain> rows(Table table) {
    return new DynamoEscalationChains(table, Samples.SECRETS);
  }

  @Override
  EscalationChain row(String org, String id, String name) {
    return Samples.chain(org, id, name);
  }

  @Override
  EscalationChain renamed(EscalationChain chain, String name, long version) {
    return new EscalationChain(chain.id(), chain.org(), name, "T1", chain.createdAt(), version);
  }

  private boolean ledTo(String org, String chain) {
    return integrations.all(org).stream()
        .flatMap(integration -> integration.routesInOrder().stream())
        .map(Route::escalationChainId)
        .filter(Objects::nonNull)
        .anyMatch(chain::equals);
  }

  @Test
  void deletingAChainDetachesItsRoutes() {
    EscalationChain chain = row(ORG, "F1", "chain");
    rows(table).create(chain);
    integrations.create(Samples.integration(ORG, "C1", "one"));
    integrations.create(Samples.integration(ORG, "C2", "two"));
    integrations.create(Samples.integration(OTHER, "C1", "one"));
    assertThat(ledTo(ORG, "F1")).isTrue();

    assertThat(rows(table).delete(chain)).isEqualTo(new Saved.Done());

    assertThat(ledTo(ORG, "F1")).isFalse();
    assertThat(ledTo(OTHER, "F1")).isTrue();
  }

  @Test
  void aStaleDeleteDetachesNothing() {
    EscalationChain chain = row(ORG, "F1", "chain");
    rows(table).create(chain);
    rows(table).replace(renamed(chain, "renamed", 1));
    integrations.create(Samples.integration(ORG, "C1", "one"));

    assertThat(rows(table).delete(chain)).isEqualTo(new Saved.Stale());
    assertThat(ledTo(ORG, "F1")).isTrue();
  }

  @Test
  void anIntegrationThatChangesMeanwhileIsDetachedAllTheSame() {
    EscalationChain chain = row(ORG, "F1", "chain");
    rows(table).create(chain);
    Integration integration = Samples.integration(ORG, "C1", "one");
    integrations.create(integration);

    table.interpose(
        () -> integrations.replace(integration.withDetails("renamed", "meanwhile", "T1")));
    assertThat(rows(table).delete(chain)).isEqualTo(new Saved.Done());

    assertThat(ledTo(ORG, "F1")).isFalse();
    assertThat(integrations.find(ORG, "C1").orElseThrow().name()).isEqualTo("renamed");
  }

  @Test
  void aRouteLedHereWhileTheChainGoesIsDetachedToo() {
    EscalationChain chain = row(ORG, "F1", "chain");
    rows(table).create(chain);
    // Before the first transaction, which deletes the chain: no route leads to it so far.
    table.interpose(() -> integrations.create(Samples.integration(ORG, "C1", "one")));

    assertThat(rows(table).delete(chain)).isEqualTo(new Saved.Done());

    assertThat(integrations.find(ORG, "C1")).isPresent();
    assertThat(ledTo(ORG, "F1")).isFalse();
  }
}
