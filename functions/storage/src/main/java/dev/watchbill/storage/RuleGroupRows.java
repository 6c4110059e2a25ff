package dev.watchbill.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.rule.AlertRule;
import dev.watchbill.domain.rule.StoredGroup;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
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

  private final Table table;
  private final PlainJson json;

  RuleGroupRows(Table table, PlainJson json) {
    this.table = table;
    this.json = json;
  }

  /** The rows of the group's next version. */
  List<Item> items(StoredGroup group) {
    List<Map<String, @Nullable Object>> plain =
        group.rules().stream().map(RuleShape::plain).toList();
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

  /**
   * The group of these rows. Bytes that cannot be read give a group without rules, which can be
   * replaced and deleted like any other.
   *
   * @param all its rows in order, the first one included
   */
  StoredGroup read(String org, Item first, List<Item> all) {
    String folder = first.requiredText(FOLDER);
    String title = first.requiredText(TITLE);
    List<String> damaged = new ArrayList<>();
    List<AlertRule> rules =
        StoredFields.of(Map.of(RULES, content(first.key(), all)), "group", damaged)
            .objects(RULES, rule -> RuleShape.read(rule, folder, title));
    if (!damaged.isEmpty()) table.damaged(first.key(), String.join(" ", damaged));
    return new StoredGroup(
        org, folder, title, first.requiredNumber(INTERVAL), rules, first.version());
  }

  /** What is no list when the bytes are damaged. */
  private Object content(Key key, List<Item> all) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    for (Item item : all) {
      byte[] part = item.bytes(RULES);
      if (part != null) deflated.writeBytes(part);
    }
    try {
      Object read = json.read(new String(Deflated.inflate(key, deflated.toByteArray()), UTF_8));
      return read == null ? "" : read;
    } catch (IllegalStateException e) {
      return ""; // reported by the caller
    }
  }
}
