package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.MessageTemplate;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * One row holds everything, so that one condition on its version orders all writers: what refers to each other by name is never half
 * changed, and a request that read another version writes nothing. Of contact points the secrets are sealed one by one.
 */
/** Notification configurations in the table. */
public final class DynamoNotificationConfigs implements NotificationConfigs {
  private static final String TYPE = "notifications";
  private static final String CONTENT = "z";

  private final Table table;
  private final ContactPointShape points;
  private final PlainJson json;
  private final DynamoRuleGroups rules;
  private final DynamoChannelCards cards;

  public DynamoNotificationConfigs(Table table, SecretBox secrets, PlainJson json) {
    this.table = table;
    this.points = new ContactPointShape(secrets);
    this.json = json;
    this.rules = new DynamoRuleGroups(table, json);
    this.cards = new DynamoChannelCards(table);
  }

  @Override
  public NotificationConfig find(String org) {
    return table
        .get(Keys.notifications(org))
        .map(item -> read(org, item))
        .orElseGet(() -> NotificationConfig.initial(org));
  }

  @Override
  public Saved save(NotificationConfig config) {
    return save(config, List.of());
  }

  @Override
  public Saved save(NotificationConfig config, RuleLocks asRead, List<StoredGroup> following) {
    return save(config, asRead, following, List.of());
  }

  @Override
  public Saved save(
      NotificationConfig config,
      RuleLocks asRead,
      List<StoredGroup> following,
      ChannelCard card,
      String uid) {
    return save(config, asRead, following, cards.moved(card, uid));
  }

  private Saved save(
      NotificationConfig config,
      RuleLocks asRead,
      List<StoredGroup> following,
      List<Write> others) {
    List<Write> more = new ArrayList<>(others);
    more.add(DynamoRuleGroups.unreferenced(config.org(), asRead));
    for (StoredGroup group : following) more.addAll(rules.writes(group));
    return more.size() < Table.TRANSACTION_WRITES ? save(config, more) : ConfigRows.tooLarge();
  }

  private Saved save(NotificationConfig config, List<Write> more) {
    Item item =
        Item.at(Keys.notifications(config.org()), TYPE)
            .version(config.version() + 1)
            .set(CONTENT, Deflated.deflate(json.write(plain(config)).getBytes(UTF_8)))
            .build();
    if (RowSize.of(item) > RowSize.LIMIT) return ConfigRows.tooLarge();
    Condition asRead = config.version() == 0 ? absent() : versionIs(config.version());
    List<Write> writes = new ArrayList<>(List.of(Write.put(item, asRead)));
    writes.addAll(more);
    return table.transact(writes).done() ? new Saved.Done() : new Saved.Stale();
  }

  @Override
  public void delete(String org) {
    table.delete(Keys.notifications(org), null);
  }

  private Map<String, @Nullable Object> plain(NotificationConfig config) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("policies", PolicyShape.plain(config.policies()));
    plain.put("provenance", config.policiesProvenance().wire());
    plain.put("contactPoints", config.contactPoints().stream().map(points::plain).toList());
    plain.put("timings", config.timings().stream().map(TimingShape::plain).toList());
    plain.put(
        "templates", config.templates().stream().map(DynamoNotificationConfigs::plain).toList());
    return plain;
  }

  private static Map<String, @Nullable Object> plain(MessageTemplate template) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("name", template.name());
    plain.put("content", template.content());
    plain.put("provenance", template.provenance().wire());
    return plain;
  }

  /** Whatever stands in the row: an organisation can always read, replace and delete its own. */
  private NotificationConfig read(String org, Item item) {
    List<String> damaged = new ArrayList<>();
    StoredFields plain = StoredFields.of(content(item), "config", damaged);
    NotificationConfig read =
        new NotificationConfig(
            org,
            plain.has("policies")
                ? PolicyShape.read(plain.object("policies"))
                : NotificationPolicy.DEFAULT,
            plain.provenance(),
            plain.objects("contactPoints", points::read),
            plain.objects("timings", TimingShape::read),
            plain.objects("templates", DynamoNotificationConfigs::template),
            item.version());
    if (!damaged.isEmpty()) table.damaged(item.key(), String.join(" ", damaged));
    return read;
  }

  private static MessageTemplate template(StoredFields file) {
    return new MessageTemplate(file.name("name"), file.text("content"), file.provenance());
  }

  /** Null when its bytes are damaged. */
  private @Nullable Object content(Item item) {
    try {
      byte[] content = item.bytes(CONTENT);
      if (content == null) return null;
      return json.read(new String(Deflated.inflate(item.key(), content), UTF_8));
    } catch (IllegalStateException e) {
      return null; // reported by the caller: it is no object
    }
  }
}
