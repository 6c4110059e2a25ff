package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Organisations in the table, with what they count. */
public final class DynamoOrganizations implements Organizations {

  private static final String TYPE = "organization";

  private final Table table;
  private final ConfigRows<User> users;
  private final ConfigRows<ApiToken> tokens;

  public DynamoOrganizations(Table table) {
    this.table = table;
    users = new ConfigRows<>(table, new DynamoUsers.Shape());
    tokens = new ConfigRows<>(table, new DynamoApiTokens.Shape());
  }

  @Override
  public Optional<Organization> find(String id) {
    if (!Keys.isId(id)) return Optional.empty();
    return table.get(Keys.organization(id)).map(DynamoOrganizations::read);
  }

  @Override
  public List<Organization> all() {
    return ConfigRows.items(table, Query.of(Keys.ORGANIZATIONS)).stream()
        .map(DynamoOrganizations::read)
        .sorted(Comparator.comparing(Organization::createdAt).thenComparing(Organization::id))
        .toList();
  }

  @Override
  public Saved create(Organization organization, User admin, ApiToken token) {
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.put(
            Item.at(Keys.organization(organization.id()), TYPE)
                .version(organization.version())
                .set("name", organization.name())
                .set("first", organization.first())
                .set(RowShape.CREATED, organization.createdAt())
                .build(),
            absent()));
    // Two functions may both find an empty table at the first start: only one makes the first.
    if (organization.first()) {
      writes.add(
          Write.put(
              Item.at(Keys.firstOrganization(), "claim")
                  .set(ConfigRows.ORG, organization.id())
                  .build(),
              absent()));
    }
    Optional<List<Write>> user = users.creation(admin);
    Optional<List<Write>> key = tokens.creation(token);
    if (user.isEmpty() || key.isEmpty()) return ConfigRows.tooLarge();
    writes.addAll(user.get());
    writes.addAll(key.get());
    return ConfigRows.saved(table.transact(writes));
  }

  @Override
  public long next(String org, Counter counter) {
    // One plain write without a condition: tried again after a lost answer it leaves a gap.
    return table
        .update(
            Keys.counter(org, counter.name().toLowerCase(Locale.ROOT)),
            List.of(Edit.add("n", 1), Edit.set(Item.TYPE, "counter")),
            null)
        .map(
            done -> done.item().requiredNumber("n"),
            refused -> {
              throw new IllegalStateException("refused without a condition");
            });
  }

  private static Organization read(Item item) {
    return new Organization(
        item.key().sk(),
        item.requiredText("name"),
        item.flag("first"),
        item.requiredInstant(RowShape.CREATED),
        item.version());
  }
}
