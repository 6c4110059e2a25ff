package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.ApiToken;
import dev.watchbill.domain.org.Organization;
import dev.watchbill.domain.org.OrganizationSettings;
import dev.watchbill.domain.org.OrganizationSettings.AnswerLinkUse;
import dev.watchbill.domain.org.OrganizationSettings.Bundling;
import dev.watchbill.domain.org.OrganizationSettings.OnFailedPage;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.org.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  public Optional<Organization> byNumber(long number) {
    return table
        .get(Keys.organizationNumber(number))
        .flatMap(claim -> find(claim.requiredText(ConfigRows.ORG)));
  }

  @Override
  public Saved create(Organization organization, User admin, ApiToken token) {
    return create(organization, users.creation(admin), tokens.creation(token));
  }

  @Override
  public Saved create(Organization organization, User admin) {
    return create(organization, users.creation(admin), Optional.of(List.of()));
  }

  private Saved create(
      Organization organization, Optional<List<Write>> admin, Optional<List<Write>> token) {
    if (admin.isEmpty() || token.isEmpty()) return ConfigRows.tooLarge();
    List<Write> writes = new ArrayList<>();
    writes.add(Write.put(item(organization, organization.version()), absent()));
    writes.add(
        Write.put(claim(Keys.organizationNumber(organization.number()), organization), absent()));
    // Two functions may both find an empty table at the first start: only one makes the first.
    if (organization.first()) {
      writes.add(Write.put(claim(Keys.firstOrganization(), organization), absent()));
    }
    writes.addAll(admin.get());
    writes.addAll(token.get());
    return ConfigRows.saved(table.transact(writes));
  }

  @Override
  public Saved replace(Organization organization) {
    return ConfigRows.saved(
        table.transact(
            List.of(
                Write.put(
                    item(organization, organization.version() + 1),
                    versionIs(organization.version())))));
  }

  @Override
  public Saved delete(Organization organization) {
    return ConfigRows.saved(
        table.transact(
            List.of(
                Write.delete(
                    Keys.organization(organization.id()), versionIs(organization.version())),
                Write.delete(Keys.organizationNumber(organization.number())))));
  }

  @Override
  public long nextNumber() {
    return next(Keys.NO_ORGANIZATION, "organizations", 1);
  }

  @Override
  public long next(String org, Counter counter, int count) {
    return next(org, LetterCase.lower(counter.name()), count);
  }

  private long next(String org, String counter, int count) {
    // One plain write without a condition: tried again after a lost answer it leaves a gap.
    return table
        .update(
            Keys.counter(org, counter),
            List.of(Edit.add("n", count), Edit.set(Item.TYPE, "counter")),
            null)
        .map(
            done -> done.item().requiredNumber("n") - count + 1,
            refused -> {
              throw new IllegalStateException("refused without a condition");
            });
  }

  private static Item item(Organization organization, long version) {
    return Item.at(Keys.organization(organization.id()), TYPE)
        .version(version)
        .set("number", organization.number())
        .set("name", organization.name())
        .set("first", organization.first())
        .set(RowShape.CREATED, organization.createdAt())
        .set("settings", settings(organization.settings()))
        .build();
  }

  private static Item claim(Key key, Organization organization) {
    return Item.at(key, "claim").set(ConfigRows.ORG, organization.id()).build();
  }

  private static Organization read(Item item) {
    return new Organization(
        item.key().sk(),
        item.requiredNumber("number"),
        item.requiredText("name"),
        item.flag("first"),
        item.requiredInstant(RowShape.CREATED),
        settings(item.map("settings")),
        item.version());
  }

  /** Only what differs from the default; null = nothing does. */
  private static @Nullable Map<String, Object> settings(OrganizationSettings settings) {
    OrganizationSettings standard = OrganizationSettings.DEFAULT;
    Map<String, Object> map = new TreeMap<>();
    if (settings.onFailedPage() != standard.onFailedPage()) {
      map.put("failed", settings.onFailedPage().slug());
    }
    if (settings.bundling() != standard.bundling()) {
      map.put("bundling", settings.bundling().slug());
    }
    if (settings.answerLinks() != standard.answerLinks()) {
      map.put("links", settings.answerLinks().slug());
    }
    if (settings.answerLinkHours() != standard.answerLinkHours()) {
      map.put("hours", (long) settings.answerLinkHours());
    }
    if (!settings.acknowledgeReminder().isZero()) {
      map.put("remind", settings.acknowledgeReminder().toSeconds());
    }
    if (!settings.unacknowledgeTimeout().isZero()) {
      map.put("unack", settings.unacknowledgeTimeout().toSeconds());
    }
    if (settings.fallbackAddress() != null) map.put("fallback", settings.fallbackAddress());
    return map.isEmpty() ? null : map;
  }

  private static OrganizationSettings settings(Map<String, Object> map) {
    OrganizationSettings standard = OrganizationSettings.DEFAULT;
    return new OrganizationSettings(
        one(OnFailedPage.values(), OnFailedPage::slug, map.get("failed"), standard.onFailedPage()),
        one(Bundling.values(), Bundling::slug, map.get("bundling"), standard.bundling()),
        one(AnswerLinkUse.values(), AnswerLinkUse::slug, map.get("links"), standard.answerLinks()),
        map.get("hours") instanceof Long hours
            ? Math.toIntExact(hours)
            : standard.answerLinkHours(),
        map.get("remind") instanceof Long seconds ? Duration.ofSeconds(seconds) : Duration.ZERO,
        map.get("unack") instanceof Long seconds ? Duration.ofSeconds(seconds) : Duration.ZERO,
        map.get("fallback") instanceof String address ? address : null);
  }

  /** A word of a newer release counts as the default. */
  private static <E> E one(E[] all, Function<E, String> slug, @Nullable Object word, E standard) {
    for (E each : all) if (slug.apply(each).equals(word)) return each;
    return standard;
  }
}
