package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamoIntegrationsTest extends RowsContract<Integration> {

  private final DynamoIntegrations integrations = new DynamoIntegrations(table, Samples.SECRETS);

  @Override
  Rows<Integration> rows(Table table) {
    return new DynamoIntegrations(table, Samples.SECRETS);
  }

  @Override
  Integration row(String org, String id, String name) {
    return Samples.integration(org, id, name);
  }

  @Override
  Integration renamed(Integration integration, String name, long version) {
    return version(integration.withDetails(name, "renamed", integration.teamId()), version);
  }

  @Override
  Saved deleted(Integration integration) {
    return rows(table).delete(integration.deleted(Samples.NOW));
  }

  private static Integration version(Integration of, long version) {
    return new Integration(
        of.id(),
        of.org(),
        of.teamId(),
        of.name(),
        of.description(),
        of.type(),
        of.token(),
        of.templates(),
        of.labels(),
        of.dynamicLabels(),
        of.maintenance(),
        of.defaultRoute(),
        of.routes(),
        of.createdAt(),
        of.deletedAt(),
        version);
  }

  @Test
  void theTokenLeadsToIt() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);

    assertThat(integrations.byToken(integration.token())).contains(integration);
    assertThat(integrations.byToken("another")).isEmpty();
    assertThat(integrations.byToken("")).isEmpty();
  }

  private static Integration mail(String org, String id) {
    return new Integration(
        id,
        org,
        null,
        "mail " + id,
        null,
        IntegrationType.INBOUND_EMAIL,
        "Token" + org + id + "aBcDeF",
        Map.of(),
        List.of(),
        List.of(),
        null,
        Samples.route("R" + id, 0, null),
        List.of(),
        Samples.NOW,
        null,
        1);
  }

  private Optional<Integration> byMailbox(String name) {
    return new DynamoIntegrations(table, Samples.SECRETS).byMailbox(name);
  }

  @Test
  void aMailboxIsFoundInAnyLetterCase() {
    Integration mail = mail(ORG, "C1");
    integrations.create(mail);
    integrations.create(row(ORG, "C2", "no mail"));
    for (String name : List.of(mail.token(), lower(mail.token()), "TOKENO1C1ABCDEF")) {
      assertThat(byMailbox(name)).as(name).contains(mail);
    }
    assertThat(byMailbox(lower(mail.token()) + "x")).isEmpty();
    assertThat(byMailbox("")).isEmpty();
    assertThat(byMailbox(row(ORG, "C2", "no mail").token())).isEmpty();

    integrations.delete(integrations.find(ORG, "C1").orElseThrow().deleted(Samples.NOW));
    assertThat(byMailbox(lower(mail.token()))).isEmpty();
    assertThat(integrations.create(mail)).isEqualTo(new Saved.Done());
  }

  /** Those of older releases have no mailbox until the first mail that finds none. */
  @Test
  void olderIntegrationsGetTheirMailboxes() {
    var organizations = new DynamoOrganizations(table);
    for (String org : List.of(ORG, OTHER)) {
      organizations.create(
          Samples.organization(org, org.equals(ORG)), Samples.user(org, "U" + org, "a"));
      integrations.create(mail(org, "C1"));
      memory.delete(Keys.mailbox(mail(org, "C1").token()), null);
    }
    integrations.create(mail(OTHER, "C2"));
    for (int write = 1; write <= 3; write++) {
      CrashingTable dying = CrashingTable.before(write, table);
      assertThatThrownBy(
              () -> new DynamoIntegrations(dying, Samples.SECRETS).byMailbox("tokeno9c9abcdef"))
          .isInstanceOf(Crash.class);
    }
    assertThat(byMailbox(lower(mail(OTHER, "C1").token()))).contains(mail(OTHER, "C1"));
    assertThat(byMailbox(lower(mail(ORG, "C1").token()))).contains(mail(ORG, "C1"));
    assertThat(byMailbox("tokeno9c9abcdef")).isEmpty();

    // complete: who guesses addresses costs two reads and no walk through everybody's integrations
    int[] queries = {0};
    Table counting =
        new ForwardingTable(table) {
          @Override
          public Page query(Query query) {
            queries[0]++;
            return super.query(query);
          }
        };
    DynamoIntegrations later = new DynamoIntegrations(counting, Samples.SECRETS);
    for (int i = 0; i < 5; i++) assertThat(later.byMailbox("guess" + i)).isEmpty();
    assertThat(queries[0]).isZero();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Test
  void theTokenIsNowhereInTheTable() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);

    assertThat(memory.everything())
        .allSatisfy(
            item -> {
              assertThat(item.key().toString()).doesNotContain(integration.token());
              assertThat(item.attributes().toString()).doesNotContain(integration.token());
            });
  }

  @Test
  void aFreshIntegrationIsFoundAlthoughEventualReadsLagBehind() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);
    Table lagging =
        new ForwardingTable(memory) {
          @Override
          public Optional<Item> getEventually(Key key) {
            return Optional.empty();
          }
        };

    assertThat(new DynamoIntegrations(lagging, Samples.SECRETS).byToken(integration.token()))
        .contains(integration);
  }

  @Test
  void aRouteLeadsToItsIntegration() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);

    assertThat(integrations.byRoute(ORG, "R-a-C1")).contains(integration);
    assertThat(integrations.byRoute(ORG, "R-default-C1")).contains(integration);
    assertThat(integrations.byRoute(OTHER, "R-a-C1")).isEmpty();
    assertThat(integrations.byRoute(ORG, "R9")).isEmpty();
  }

  @Test
  void routesComeAndGoWithTheirPointers() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);
    List<Route> routes = List.of(Samples.route("R-new", 0, null), integration.routes().get(0));

    integrations.replace(integration.withRoutes(integration.defaultRoute(), routes));

    assertThat(integrations.byRoute(ORG, "R-new")).isPresent();
    assertThat(integrations.byRoute(ORG, "R-a-C1")).isPresent();
    assertThat(integrations.byRoute(ORG, "R-b-C1")).isEmpty();
    assertThat(memory.get(Keys.route(ORG, "R-b-C1"))).isEmpty();
  }

  @Test
  void aDeletedOneIsFoundByItsIdOnly() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);

    assertThat(deleted(integration)).isEqualTo(new Saved.Done());

    assertThat(integrations.find(ORG, "C1")).isEmpty();
    assertThat(integrations.all(ORG)).isEmpty();
    assertThat(integrations.byToken(integration.token())).isEmpty();
    assertThat(integrations.byRoute(ORG, "R-a-C1")).isEmpty();
    assertThat(new DynamoHeartbeats(table).find(ORG, "C1")).isEmpty();
    assertThat(integrations.findEvenDeleted(ORG, "C1"))
        .contains(version(integration.deleted(Samples.NOW), 2));
    assertThat(integrations.findEvenDeleted(OTHER, "C1")).isEmpty();
    assertThat(memory.everything()).hasSize(1);
  }

  @Test
  void deletingNeedsTheInstant() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);

    assertThatThrownBy(() -> integrations.delete(integration))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneWithAllItsRoutesCanBeDeleted() {
    Integration integration = row(ORG, "C1", "one");
    integrations.create(integration);
    List<Route> routes = new ArrayList<>(integration.routes());
    for (int i = routes.size(); i < Integration.ROUTES_LIMIT; i++) {
      routes.add(Samples.route("R-" + i, i, null));
      if (i % 50 == 49) {
        Integration stored = integrations.find(ORG, "C1").orElseThrow();
        integrations.replace(stored.withRoutes(stored.defaultRoute(), routes));
      }
    }
    Integration full = integrations.find(ORG, "C1").orElseThrow();
    assertThat(full.routes()).hasSize(Integration.ROUTES_LIMIT);

    assertThat(deleted(full)).isEqualTo(new Saved.Done());

    assertThat(memory.everything()).hasSize(1);
  }

  @Test
  void theSameNameInAnotherTeamIsAnotherName() {
    integrations.create(row(ORG, "C1", "one"));
    Integration second = row(ORG, "C2", "one").withDetails("one", null, null);

    assertThat(integrations.create(second)).isEqualTo(new Saved.Done());
    assertThat(integrations.create(row(ORG, "C3", "one"))).isEqualTo(new Saved.Duplicate());
  }

  @Test
  void oneThatDoesNotFitItsRowIsRefused() {
    Integration integration = row(ORG, "C1", "one");
    Integration large = integration.withTemplates(Map.of("web.title", "ü".repeat(200_000)));

    assertThat(integrations.create(large)).isEqualTo(new Saved.TooLarge(RowSize.LIMIT));
    integrations.create(integration);
    assertThat(integrations.replace(large)).isEqualTo(new Saved.TooLarge(RowSize.LIMIT));
    assertThat(integrations.find(ORG, "C1")).contains(integration);
  }
}
