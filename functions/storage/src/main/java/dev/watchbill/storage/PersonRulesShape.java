package dev.watchbill.storage;

import dev.watchbill.domain.escalation.NotificationRule;
import dev.watchbill.domain.escalation.NotifyBy;
import dev.watchbill.domain.escalation.PersonRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the rules of a person are stored: one row, and a pointer to it from each rule. */
final class PersonRulesShape implements RowShape<PersonRules> {

  static final String KIND = "person-rules";

  private static final String RULES = "rules";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String org(PersonRules rules) {
    return rules.org();
  }

  @Override
  public String id(PersonRules rules) {
    return rules.userId();
  }

  @Override
  public long version(PersonRules rules) {
    return rules.version();
  }

  @Override
  public List<Key> claims(PersonRules rules) {
    return rules.rules().stream().map(rule -> pointer(rules.org(), rule.id())).toList();
  }

  static Key pointer(String org, String ruleId) {
    return Keys.uniqueName(org, "rule", ruleId);
  }

  @Override
  public void write(PersonRules rules, Item.Builder to) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (NotificationRule rule : rules.rules()) {
      Map<String, Object> map = new TreeMap<>();
      map.put("id", rule.id());
      if (rule.important()) map.put("important", true);
      map.put("position", (long) rule.position());
      map.put("made", rule.createdAt().toString());
      switch (rule.kind()) {
        case NotificationRule.Kind.Wait(Duration duration) -> map.put("wait", duration.toSeconds());
        case NotificationRule.Kind.Notify(NotifyBy by) -> map.put("by", by.word());
      }
      written.add(map);
    }
    to.set(RULES, written)
        .set(
            CREATED,
            rules.rules().stream()
                .map(NotificationRule::createdAt)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH));
  }

  @Override
  public PersonRules read(String org, Item item) {
    List<NotificationRule> rules = new ArrayList<>();
    for (Object each : item.list(RULES)) {
      if (!(each instanceof Map<?, ?> map)) throw new IllegalStateException("a rule is no map");
      rules.add(
          new NotificationRule(
              String.valueOf(map.get("id")),
              Boolean.TRUE.equals(map.get("important")),
              Math.toIntExact(number(map.get("position"))),
              kind(map),
              Instant.parse(String.valueOf(map.get("made")))));
    }
    return new PersonRules(org, item.key().sk(), rules, item.version());
  }

  private static NotificationRule.Kind kind(Map<?, ?> map) {
    if (map.containsKey("wait")) {
      return new NotificationRule.Kind.Wait(Duration.ofSeconds(number(map.get("wait"))));
    }
    return NotifyBy.ofWord(String.valueOf(map.get("by")))
        .map(NotificationRule.Kind.Notify::new)
        .orElseThrow(() -> new IllegalStateException("a way that this release does not know"));
  }

  private static long number(@Nullable Object value) {
    if (value instanceof Long number) return number;
    throw new IllegalStateException("not a number");
  }
}
