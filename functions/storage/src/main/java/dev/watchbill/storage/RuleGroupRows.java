package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.StoredGroup;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a rule group: the first one says what it is, the others only go on with its rules.
 */
final class RuleGroupRows {
  private static final String RULES = "z";
  private static final String FOLDER = "folder";
  private static final String TITLE = "title";
  private static final String INTERVAL = "interval";
  private static final int ROW_BYTES = 350 * 1024;

  private final PlainJson json;

  RuleGroupRows(PlainJson json) {
    this.json = json;
  }

  /** The rows of the group's next version. */
  List<Item> items(StoredGroup group) {
    List<Map<String, @Nullable Object>> plain =
        group.rules().stream().map(RuleGroupRows::plain).toList();
    byte[] rules = Deflated.deflate(json.write(plain).getBytes(UTF_8));
    Key head = Keys.ruleGroup(group.org(), group.folderUid(), group.title());
    List<Item> items = new ArrayList<>();
    for (int from = 0; from == 0 || from < rules.length; from += ROW_BYTES) {
      byte[] part = Arrays.copyOfRange(rules, from, Math.min(from + ROW_BYTES, rules.length));
      Key key = items.isEmpty() ? head : Keys.continued(head, items.size());
      Item.Builder item = Item.at(key, "rule-group").version(group.version() + 1).set(RULES, part);
      if (items.isEmpty()) {
        item.set(FOLDER, group.folderUid())
            .set(TITLE, group.title())
            .set(INTERVAL, group.interval());
      }
      items.add(item.build());
    }
    return items;
  }

  private static Map<String, @Nullable Object> plain(AlertRule rule) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>(rule.toPlain(0));
    plain.put("position", rule.position());
    return plain;
  }

  /**
   * The group of these rows.
   *
   * @param all its rows in order, the first one included
   */
  StoredGroup read(String org, Item first, List<Item> all) {
    String folder = first.requiredText(FOLDER);
    String title = first.requiredText(TITLE);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    for (Item item : all) {
      byte[] part = item.bytes(RULES);
      if (part == null) throw new IllegalStateException(item.key() + " has no rules");
      deflated.writeBytes(part);
    }
    String text = new String(Deflated.inflate(first.key(), deflated.toByteArray()), UTF_8);
    List<AlertRule> rules = new ArrayList<>();
    if (json.read(text) instanceof List<?> list) {
      for (Object each : list) rules.add(rule(each, folder, title));
    }
    return new StoredGroup(
        org, folder, title, first.requiredNumber(INTERVAL), rules, first.version());
  }

  private static AlertRule rule(@Nullable Object value, String folder, String title) {
    if (!(value instanceof Map<?, ?> plain)) throw new IllegalStateException("not a stored rule");
    AlertRule read =
        switch (AlertRule.read(plain)) {
          case Checked.Accepted<AlertRule>(AlertRule rule) -> rule;
          case Checked.Refused<AlertRule> refused ->
              throw new IllegalStateException(refused.reason());
        };
    Object provenance = plain.get("provenance");
    return read.identifiedAs(number(plain, "id"), String.valueOf(plain.get("uid")))
        .placed(folder, title, (int) number(plain, "position"))
        .written(
            Instant.parse(String.valueOf(plain.get("updated"))),
            Provenance.ofWire(provenance == null ? "" : provenance.toString()).orElseThrow());
  }

  private static long number(Map<?, ?> plain, String name) {
    if (plain.get(name) instanceof Number number) return number.longValue();
    throw new IllegalStateException("a stored rule has no " + name);
  }
}
