package dev.watchbill.storage;

import static dev.watchbill.storage.Condition.exists;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.escalation.PersonRules;
import java.util.List;
import java.util.Optional;

/*
 * The race with the end of the person: rules are only written while the person's row stands, in the same transaction, and whoever
 * deletes a person removes the rules after the row is gone. So no rules outlive their person, but by a crash between the two; such a
 * row is in nobody's way: nobody is notified by it, and an id is never used twice.
 */
/** Personal notification rules in the table. */
public final class DynamoNotificationRules implements NotificationRules {

  private final ConfigRows<PersonRules> rows;

  public DynamoNotificationRules(Table table) {
    rows = new ConfigRows<>(table, new PersonRulesShape());
  }

  @Override
  public PersonRules of(String org, String userId) {
    return rows.find(org, userId).orElseGet(() -> new PersonRules(org, userId, List.of(), 0));
  }

  @Override
  public Optional<PersonRules> holding(String org, String ruleId) {
    if (!Keys.isId(ruleId)) return Optional.empty();
    return rows.byClaim(PersonRulesShape.pointer(org, ruleId))
        .filter(rules -> rules.find(ruleId).isPresent());
  }

  @Override
  public List<PersonRules> all(String org) {
    return rows.all(org);
  }

  @Override
  public Saved replace(PersonRules rules) {
    List<Write> person =
        List.of(
            Write.check(Keys.row(rules.org(), DynamoUsers.Shape.KIND, rules.userId()), exists()));
    Saved saved =
        rules.version() == 0
            ? rows.create(new PersonRules(rules.org(), rules.userId(), rules.rules(), 1), person)
            : rows.replace(rules, person);
    // What was refused beside the row is the person, who is gone: ids of rules are never taken.
    return saved instanceof Saved.Duplicate ? new Saved.Stale() : saved;
  }

  @Override
  public Saved delete(PersonRules rules) {
    return rows.delete(rules);
  }
}
