package dev.watchbill.domain.escalation;

import dev.watchbill.domain.integration.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one person: the default list and the important one. They are one row, so that a page
 * reads them at once and positions stay unique however many write at the same time.
 *
 * @param rules the default ones first, each list by position
 * @param version 0 while the person never had any
 */
public record PersonRules(String org, String userId, List<NotificationRule> rules, long version) {

  /** The most rules of one person, both lists together. */
  public static final int LIMIT = 80;

  private static final Comparator<NotificationRule> ORDER =
      Comparator.comparing(NotificationRule::important).thenComparing(NotificationRule::position);

  public PersonRules {
    rules = rules.stream().sorted(ORDER).toList();
  }

  public Optional<NotificationRule> find(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  public boolean isFull() {
    return rules.size() >= LIMIT;
  }

  /** One of the two lists, by position. */
  public List<NotificationRule> list(boolean important) {
    return rules.stream().filter(rule -> rule.important() == important).toList();
  }

  /**
   * The rule that follows in a list: the first one if none was run yet. Empty behind the last one,
   * and when the rule that was run last is gone (§7.4).
   *
   * @param last the id of the rule that was run last; null = none
   */
  public Optional<NotificationRule> next(boolean important, @Nullable String last) {
    List<NotificationRule> list = list(important);
    if (last == null) return list.stream().findFirst();
    Optional<NotificationRule> ran = find(last).filter(rule -> rule.important() == important);
    return ran.flatMap(
        rule -> list.stream().filter(each -> each.position() > rule.position()).findFirst());
  }

  /** Where each one of a list stands. */
  public Positions positions(boolean important) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (NotificationRule rule : list(important)) positions.put(rule.id(), rule.position());
    return new Positions(positions);
  }

  /** With this one new or changed, and all of its list where these positions say. */
  public PersonRules with(NotificationRule changed, Positions positions) {
    List<NotificationRule> next = new ArrayList<>();
    for (NotificationRule rule : without(changed.id()).rules) {
      boolean moves = rule.important() == changed.important();
      next.add(moves ? rule.at(positions.of(rule.id())) : rule);
    }
    next.add(changed.at(positions.of(changed.id())));
    return new PersonRules(org, userId, next, version);
  }

  /** Without this one; the others stay where they are. */
  public PersonRules without(String id) {
    List<NotificationRule> others = rules.stream().filter(rule -> !rule.id().equals(id)).toList();
    return new PersonRules(org, userId, others, version);
  }
}
