package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.Unopened;
import dev.watchbill.domain.integration.Heartbeat;
import dev.watchbill.domain.integration.Integration;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organization;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Integrations in the table: one row each, with their routes. */
public final class DynamoIntegrations implements Integrations {

  private final Table table;
  private final IntegrationShape shape;
  private final ConfigRows<Integration> rows;
  private volatile boolean mailboxesComplete;

  public DynamoIntegrations(Table table, SecretBox secrets) {
    this(table, () -> secrets);
  }

  /** Asks for what seals secrets only when an integration is read or written. */
  DynamoIntegrations(Table table, Supplier<SecretBox> secrets) {
    this.table = table;
    shape = new IntegrationShape(secrets);
    rows = new ConfigRows<>(table, shape);
  }

  @Override
  public Optional<Integration> find(String org, String id) {
    return rows.find(org, id);
  }

  @Override
  public List<Integration> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved create(Integration integration) {
    if (!integration.type().supportsHeartbeat()) return rows.create(integration);
    var heartbeat =
        new Heartbeat(
            integration.org(), integration.id(), Heartbeat.DEFAULT_TIMEOUT, null, null, 1);
    Item item = DynamoHeartbeats.item(heartbeat, heartbeat.version());
    return rows.create(integration, List.of(Write.put(item)));
  }

  @Override
  public Saved replace(Integration integration) {
    return rows.replace(integration);
  }

  @Override
  public Saved delete(Integration integration) {
    if (integration.deletedAt() == null) {
      throw new IllegalArgumentException("A deleted integration tells since when");
    }
    Item.Builder gone =
        Item.at(Keys.row(integration.org(), IntegrationShape.GONE, integration.id()), shape.kind())
            .version(integration.version() + 1);
    shape.write(integration, gone);
    return rows.delete(
        integration,
        List.of(
            Write.put(gone.build()),
            Write.delete(DynamoHeartbeats.key(integration.org(), integration.id()))));
  }

  @Override
  public Optional<Integration> byToken(String token) {
    // Nearly every call hits, and what is a moment old will do. An integration made this very
    // moment must not lose its first alert, so a miss is asked again, consistently.
    Key claim = Keys.intake(token);
    return rows.byClaimEventually(claim)
        .or(() -> rows.byClaim(claim))
        .filter(found -> same(found.token(), token));
  }

  /** The pointer is of the token's SHA-256: where the token cannot be opened it has to do. */
  private static boolean same(String held, String sent) {
    return Unopened.is(held) || MessageDigest.isEqual(held.getBytes(UTF_8), sent.getBytes(UTF_8));
  }

  @Override
  public Optional<Integration> byMailbox(String name) {
    Key claim = Keys.mailbox(name);
    Optional<Integration> found = rows.byClaim(claim);
    if (found.isEmpty() && !mailboxesAreComplete()) {
      completeMailboxes();
      found = rows.byClaim(claim);
    }
    byte[] sent = LetterCase.lower(name).getBytes(UTF_8);
    return found.filter(
        each -> MessageDigest.isEqual(LetterCase.lower(each.token()).getBytes(UTF_8), sent));
  }

  private boolean mailboxesAreComplete() {
    // What was true once stays true: whatever is made from now on comes with its mailbox.
    if (!mailboxesComplete) mailboxesComplete = table.get(Keys.mailboxes()).isPresent();
    return mailboxesComplete;
  }

  /**
   * Gives their mailboxes to integrations that were made before there were any. Happens once, at
   * the first mail whose address is not found; who dies in between leaves it to the next such mail.
   */
  private void completeMailboxes() {
    for (Organization organization : new DynamoOrganizations(table).all()) {
      for (Integration each : all(organization.id())) {
        if (each.type().intake() == Intake.MAIL) rows.claimLate(Keys.mailbox(each.token()), each);
      }
    }
    table.put(Item.at(Keys.mailboxes(), "mailboxes").build(), null);
  }

  @Override
  public Optional<Integration> findEvenDeleted(String org, String id) {
    if (!Keys.isId(id)) return Optional.empty();
    return find(org, id)
        .or(
            () ->
                table
                    .get(Keys.row(org, IntegrationShape.GONE, id))
                    .flatMap(row -> Readable.of(table, row, item -> shape.read(org, item))));
  }

  @Override
  public void forgetDeleted(String org) {
    Query kept = Query.of(Keys.rows(org, IntegrationShape.GONE));
    for (Item each : ConfigRows.items(table, kept)) table.delete(each.key(), null);
  }

  @Override
  public Optional<Integration> byRoute(String org, String routeId) {
    if (!Keys.isId(routeId)) return Optional.empty();
    return rows.byClaim(Keys.route(org, routeId)).filter(found -> found.route(routeId).isPresent());
  }
}
