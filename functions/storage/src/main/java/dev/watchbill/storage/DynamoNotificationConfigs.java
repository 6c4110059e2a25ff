package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.absent;
import static dev.watchbill.storage.Condition.versionIs;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.contact.ContactPoint;
import dev.watchbill.domain.contact.MessageTemplate;
import dev.watchbill.domain.contact.NotificationConfig;
import dev.watchbill.domain.contact.NotificationConfigs;
import dev.watchbill.domain.contact.SecretSettings;
import dev.watchbill.domain.contact.legacy.ChannelCard;
import dev.watchbill.domain.policy.MuteTiming;
import dev.watchbill.domain.policy.NotificationPolicy;
import dev.watchbill.domain.rule.RuleLocks;
import dev.watchbill.domain.rule.StoredGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final SecretBox secrets;
  private final PlainJson json;
  private final DynamoRuleGroups rules;
  private final DynamoChannelCards cards;

  public DynamoNotificationConfigs(Table table, SecretBox secrets, PlainJson json) {
    this.table = table;
    this.secrets = secrets;
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
    plain.put("policies", config.policies().toPlain());
    plain.put("provenance", config.policiesProvenance().wire());
    plain.put("contactPoints", config.contactPoints().stream().map(this::plain).toList());
    plain.put("timings", config.timings().stream().map(this::plain).toList());
    plain.put("templates", config.templates().stream().map(this::plain).toList());
    return plain;
  }

  private Map<String, @Nullable Object> plain(ContactPoint point) {
    Map<String, String> sealed = new TreeMap<>();
    point.settings().secrets().forEach((path, secret) -> sealed.put(path, secrets.seal(secret)));
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("uid", point.uid());
    plain.put("name", point.name());
    plain.put("type", point.type());
    plain.put("shown", point.settings().shown());
    plain.put("sealed", sealed);
    plain.put("disableResolveMessage", point.disableResolveMessage());
    plain.put("provenance", point.provenance().wire());
    return plain;
  }

  private Map<String, @Nullable Object> plain(MuteTiming timing) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("name", timing.name());
    plain.put("time_intervals", timing.toPlainIntervals());
    plain.put("provenance", timing.provenance().wire());
    return plain;
  }

  private Map<String, @Nullable Object> plain(MessageTemplate template) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("name", template.name());
    plain.put("content", template.content());
    plain.put("provenance", template.provenance().wire());
    return plain;
  }

  private NotificationConfig read(String org, Item item) {
    byte[] content = item.bytes(CONTENT);
    if (content == null) throw new IllegalStateException(item.key() + " has no content");
    String text = new String(Deflated.inflate(item.key(), content), UTF_8);
    Map<?, ?> plain = map(json.read(text));
    List<ContactPoint> points = new ArrayList<>();
    for (Object each : list(plain.get("contactPoints"))) points.add(contactPoint(map(each)));
    List<MuteTiming> timings = new ArrayList<>();
    for (Object each : list(plain.get("timings"))) {
      timings.add(accepted(MuteTiming.read(each, null, provenance(map(each)))));
    }
    List<MessageTemplate> templates = new ArrayList<>();
    for (Object each : list(plain.get("templates"))) {
      Map<?, ?> file = map(each);
      templates.add(
          new MessageTemplate(text(file, "name"), text(file, "content"), provenance(file)));
    }
    return new NotificationConfig(
        org,
        accepted(NotificationPolicy.read(plain.get("policies"))),
        provenance(plain),
        points,
        timings,
        templates,
        item.version());
  }

  private ContactPoint contactPoint(Map<?, ?> plain) {
    Map<String, String> opened = new TreeMap<>();
    map(plain.get("sealed"))
        .forEach(
            (path, secret) ->
                opened.put(String.valueOf(path), secrets.open(String.valueOf(secret))));
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    map(plain.get("shown")).forEach((name, value) -> shown.put(String.valueOf(name), value));
    return new ContactPoint(
        text(plain, "uid"),
        text(plain, "name"),
        text(plain, "type"),
        new SecretSettings(shown, opened),
        Boolean.TRUE.equals(plain.get("disableResolveMessage")),
        provenance(plain));
  }

  /** What was checked before it was stored. */
  private static <T> T accepted(Checked<T> checked) {
    return switch (checked) {
      case Checked.Accepted<T>(T value) -> value;
      case Checked.Refused<T> refused -> throw new IllegalStateException(refused.reason());
    };
  }

  private static Provenance provenance(Map<?, ?> plain) {
    return Provenance.ofWire(text(plain, "provenance")).orElseThrow();
  }

  private static String text(Map<?, ?> plain, String name) {
    if (plain.get(name) instanceof String text) return text;
    throw new IllegalStateException("a stored configuration has no " + name);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
