package dev.watchbill.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expressions of one request. Every name goes through a placeholder, so that none can collide
 * with DynamoDB's several hundred reserved words or carry a dot.
 */
final class Expressions {

  private final Instant now;
  private final Map<String, String> placeholders = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  Expressions(Instant now) {
    this.now = now;
  }

  /** Null when there are none: DynamoDB refuses empty maps. */
  @Nullable Map<String, String> names() {
    return names.isEmpty() ? null : names;
  }

  @Nullable Map<String, AttributeValue> values() {
    return values.isEmpty() ? null : values;
  }

  String name(String attribute) {
    return placeholders.computeIfAbsent(
        attribute,
        _ -> {
          String placeholder = "#n" + names.size();
          names.put(placeholder, attribute);
          return placeholder;
        });
  }

  String value(Object value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, AttributeValues.of(value));
    return placeholder;
  }

  /**
   * The condition as reads see the item: an expired one counts as absent. What holds of an absent
   * item therefore also holds of an expired one, and the rest never does.
   */
  @Nullable String condition(@Nullable Condition condition) {
    if (condition == null) return null;
    return Requests.holds(condition, null)
        ? "(" + text(condition) + ") OR " + name(Item.EXPIRES) + " <= " + value(second())
        : "(" + text(condition) + ") AND (" + alive() + ")";
  }

  /** True of items that have not expired. */
  String alive() {
    String expires = name(Item.EXPIRES);
    return "attribute_not_exists(" + expires + ") OR " + expires + " > " + value(second());
  }

  private Long second() {
    return now.getEpochSecond();
  }

  private String text(Condition condition) {
    return switch (condition) {
      case Condition.Absent _ -> "attribute_not_exists(" + name(Item.PK) + ")";
      case Condition.Exists _ -> "attribute_exists(" + name(Item.PK) + ")";
      case Condition.VersionIs is -> name(Item.VERSION) + " = " + value(is.version());
      case Condition.Is is -> name(is.name()) + " = " + value(is.value());
      case Condition.IsNot not -> name(not.name()) + " <> " + value(not.value());
      case Condition.LessThan less -> name(less.name()) + " < " + value(less.number());
      case Condition.AttributeAbsent absent -> "attribute_not_exists(" + name(absent.name()) + ")";
      case Condition.AttributeExists exists -> "attribute_exists(" + name(exists.name()) + ")";
      case Condition.All all -> joined(all.conditions(), " AND ");
      case Condition.Any any -> joined(any.conditions(), " OR ");
    };
  }

  private String joined(List<Condition> conditions, String by) {
    // DynamoDB refuses an expression with redundant parentheses.
    if (conditions.size() == 1) return text(conditions.getFirst());
    return conditions.stream().map(one -> "(" + text(one) + ")").collect(Collectors.joining(by));
  }

  String update(List<Edit> edits) {
    List<String> set = new ArrayList<>();
    List<String> add = new ArrayList<>();
    List<String> remove = new ArrayList<>();
    for (Edit edit : edits) {
      String name = name(edit.name());
      switch (edit) {
        case Edit.Set to -> set.add(name + " = " + value(to.value()));
        case Edit.Add by -> add.add(name + " " + value(by.number()));
        case Edit.AddIn in -> {
          // ADD knows top-level attributes only, so a number in a map is set from its old value.
          String path = name + "." + name(in.key());
          set.add(
              path + " = if_not_exists(" + path + ", " + value(0L) + ") + " + value(in.number()));
        }
        case Edit.Remove _ -> remove.add(name);
      }
    }
    return clause("SET ", set) + clause(" ADD ", add) + clause(" REMOVE ", remove);
  }

  private static String clause(String verb, List<String> parts) {
    return parts.isEmpty() ? "" : verb + String.join(", ", parts);
  }

  String keys(Query query) {
    String partition = name(query.index().pk) + " = " + value(query.partition());
    // Named only where it is used: DynamoDB refuses a placeholder that no expression mentions.
    String sk = query.index().sk;
    return switch (query.range()) {
      case SortRange.All _ -> partition;
      case SortRange.Prefix range ->
          partition + " AND begins_with(" + name(sk) + ", " + value(range.prefix()) + ")";
      case SortRange.Between range ->
          "%s AND %s BETWEEN %s AND %s"
              .formatted(partition, name(sk), value(range.first()), value(range.last()));
      case SortRange.From range -> partition + " AND " + name(sk) + " >= " + value(range.first());
      case SortRange.UpTo range -> partition + " AND " + name(sk) + " <= " + value(range.last());
      case SortRange.After range -> partition + " AND " + name(sk) + " > " + value(range.bound());
      case SortRange.Before range -> partition + " AND " + name(sk) + " < " + value(range.bound());
    };
  }
}
