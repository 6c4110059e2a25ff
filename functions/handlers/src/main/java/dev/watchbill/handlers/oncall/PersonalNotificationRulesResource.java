package dev.watchbill.handlers.oncall;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.escalation.NotificationRule;
import dev.watchbill.domain.escalation.NotificationRules;
import dev.watchbill.domain.escalation.PersonRules;
import dev.watchbill.domain.integration.Positions;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.Users;
import dev.watchbill.engine.Commits;
import dev.watchbill.handlers.http.Fields;
import dev.watchbill.handlers.http.Problem;
import dev.watchbill.handlers.http.Settings;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/personal_notification_rules}: spec oncall-api §13 and §1.13. */
public final class PersonalNotificationRulesResource extends ConfigResource<RuleRows.Row> {
  private static final int ID = 200;

  private final NotificationRules rules;
  private final Users users;
  private final PublicIds ids;
  private final InstantSource clock;

  @Inject
  PersonalNotificationRulesResource(
      OnCallGate gate,
      NotificationRules rules,
      Users users,
      Settings settings,
      PublicIds ids,
      InstantSource clock,
      Commits commits) {
    super(gate, Role.VIEWER, Role.EDITOR, new RuleRows(rules), settings, commits);
    this.rules = rules;
    this.users = users;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  protected RuleRows.Row create(Call call, Fields in) {
    PersonRules person = person(call, in);
    NotificationRule rule =
        new NotificationRule(
            ids.next("N"),
            in.flag("important", false),
            0,
            // The person first, as the original looks: without one the type is not asked for.
            in.hasErrors() ? nothing() : RuleFields.read(in, null),
            clock.instant());
    if (person.isFull()) {
      in.refuse(new Problem.Conflict("A user can have at most " + PersonRules.LIMIT + " rules."));
    }
    Positions positions =
        PositionFields.read(in, person.positions(rule.important()).append(rule.id()), rule.id());
    return new RuleRows.Row(person.with(rule, positions), rule.id());
  }

  private static NotificationRule.Kind nothing() {
    return new NotificationRule.Kind.Wait(java.time.Duration.ZERO);
  }

  /** The rules of whom the body names; none when it names nobody that there is. */
  private PersonRules person(Call call, Fields in) {
    String id = in.text("user_id", ID);
    boolean known = !id.isEmpty() && users.find(call.org(), id).isPresent();
    if (!known && !id.isEmpty()) in.refuse("User does not exist");
    return known ? rules.of(call.org(), id) : new PersonRules(call.org(), "", List.of(), 0);
  }

  /** Whose rule it is and in which list stays (§13). */
  @Override
  protected RuleRows.Row update(Call call, RuleRows.Row old, Fields in) {
    NotificationRule rule = old.rule();
    NotificationRule changed = rule.withKind(RuleFields.read(in, rule.kind()));
    Positions positions =
        PositionFields.read(in, old.person().positions(rule.important()), rule.id());
    return new RuleRows.Row(old.person().with(changed, positions), rule.id());
  }

  @Override
  protected List<RuleRows.Row> filter(Call call, List<RuleRows.Row> all, Fields in) {
    String user = call.request().parameter("user_id");
    String important = call.request().parameter("important");
    if (user != null && !user.isEmpty() && users.find(call.org(), user).isEmpty()) {
      in.refuse("User not found.");
    }
    if (important != null && !important.equals("true") && !important.equals("false")) {
      in.refuse("Important is not bool");
    }
    return all.stream()
        .filter(row -> user == null || user.isEmpty() || row.person().userId().equals(user))
        .filter(
            row -> important == null || row.rule().important() == Boolean.parseBoolean(important))
        .toList();
  }

  @Override
  protected Map<String, @Nullable Object> show(RuleRows.Row row) {
    NotificationRule rule = row.rule();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", rule.id());
    shown.put("user_id", row.person().userId());
    shown.put("position", rule.position());
    shown.put("important", rule.important());
    RuleFields.show(rule, shown);
    return shown;
  }

  /** Rules have no names; an id that exists already is as good as never made. */
  @Override
  protected Problem duplicate() {
    return contended();
  }
}
