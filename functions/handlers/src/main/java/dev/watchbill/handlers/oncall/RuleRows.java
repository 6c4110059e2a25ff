package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.Rows;
import dev.watchbill.domain.Saved;
import dev.watchbill.domain.escalation.NotificationRule;
import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.escalation.PersonRules;
import java.util.List;
import java.util.Optional;

/** Personal rules as rows of configuration, although those of one person change together. */
final class RuleRows implements Rows<RuleRows.Row> {

  /** One rule, and all rules of its person as they stand or shall stand. */
  record Row(PersonRules person, String ruleId) {
    NotificationRule rule() {
      return person.find(ruleId).orElseThrow(() -> new IllegalStateException("no such rule"));
    }
  }

  private final NotificationRules rules;

  RuleRows(NotificationRules rules) {
    this.rules = rules;
  }

  @Override
  public Optional<Row> find(String org, String id) {
    return rules.holding(org, id).map(person -> new Row(person, id));
  }

  /** By person, then the default list before the important one, each by position. */
  @Override
  public List<Row> all(String org) {
    return rules.all(org).stream()
        .flatMap(person -> person.rules().stream().map(rule -> new Row(person, rule.id())))
        .toList();
  }

  @Override
  public Saved create(Row row) {
    return rules.replace(row.person());
  }

  @Override
  public Saved replace(Row row) {
    return rules.replace(row.person());
  }

  @Override
  public Saved delete(Row row) {
    return rules.replace(row.person().without(row.ruleId()));
  }
}
