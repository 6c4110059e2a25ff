package dev.watchbill.storage;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.integration.EscalationChain;
import dev.watchbill.domain.integration.EscalationChains;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Escalation chains in the table. */
public final class DynamoEscalationChains implements EscalationChains {

  static final String KIND = "chain";

  private static final int TRIES = 10;

  private final ConfigRows<EscalationChain> rows;
  private final DynamoIntegrations integrations;
  private final DynamoEscalationSteps steps;

  public DynamoEscalationChains(Table table, SecretBox secrets) {
    this(table, () -> secrets);
  }

  /** Asks for what seals secrets only when a chain goes, which routes lead to. */
  public DynamoEscalationChains(Table table, Supplier<SecretBox> secrets) {
    rows = new ConfigRows<>(table, new Shape());
    integrations = new DynamoIntegrations(table, secrets);
    steps = new DynamoEscalationSteps(table);
  }

  @Override
  public Optional<EscalationChain> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<EscalationChain> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(EscalationChain chain) {
    return rows.create(chain);
  }

  @Override
  public Saved replace(EscalationChain chain) {
    return rows.replace(chain);
  }

  @Override
  public Saved delete(EscalationChain chain) {
    boolean asRead =
        find(chain.org(), chain.id())
            .filter(stored -> stored.version() == chain.version())
            .isPresent();
    if (!asRead) return new Saved.Stale();
    // Routes first: a crash in between leaves a chain without routes, which can be deleted again,
    // and not routes that lead nowhere.
    detach(chain);
    Saved saved = rows.delete(chain, steps.removal(chain.org(), chain.id()));
    // Not the chain's row, but its steps are no longer as they were.
    if (saved instanceof Saved.Duplicate) return new Saved.Stale();
    // A route may have been led here between the two.
    if (saved instanceof Saved.Done) detach(chain);
    return saved;
  }

  private void detach(EscalationChain chain) {
    for (Integration integration : integrations.all(chain.org())) {
      Optional<Integration> now = Optional.of(integration);
      for (int i = 0; now.filter(row -> leadsTo(row, chain)).isPresent(); i++) {
        if (i == TRIES) throw new IllegalStateException("An integration changes all the time");
        // Stale: somebody changed the integration meanwhile. Read it again, detach again.
        if (integrations.replace(without(now.get(), chain)) instanceof Saved.Done) break;
        now = integrations.find(chain.org(), integration.id());
      }
    }
  }

  private static boolean leadsTo(Integration integration, EscalationChain chain) {
    return integration.routesInOrder().stream()
        .anyMatch(route -> chain.id().equals(route.escalationChainId()));
  }

  private static Integration without(Integration integration, EscalationChain chain) {
    Integration detached = integration;
    for (Route route : integration.routesInOrder()) {
      if (chain.id().equals(route.escalationChainId())) {
        detached = detached.withRoute(route.withChain(null));
      }
    }
    return detached;
  }

  private static final class Shape implements RowShape<EscalationChain> {

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String org(EscalationChain chain) {
      return chain.org();
    }

    @Override
    public String id(EscalationChain chain) {
      return chain.id();
    }

    @Override
    public long version(EscalationChain chain) {
      return chain.version();
    }

    @Override
    public List<Key> claims(EscalationChain chain) {
      return List.of(Keys.uniqueName(chain.org(), kind(), chain.name()));
    }

    @Override
    public void write(EscalationChain chain, Item.Builder to) {
      to.set("name", chain.name()).set("team", chain.teamId()).set(CREATED, chain.createdAt());
    }

    @Override
    public EscalationChain read(String org, Item item) {
      return new EscalationChain(
          item.key().sk(),
          org,
          item.requiredText("name"),
          item.text("team"),
          item.requiredInstant(CREATED),
          item.version());
    }
  }
}
