package dev.watchbill.engine.escalation;

import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.change.Actor;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.change.Happened.Action;
import dev.watchbill.domain.change.Outcome;
import dev.watchbill.domain.escalation.AcknowledgeReminders;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.engine.Reactions;
import dev.watchbill.engine.TimerFlow;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks whoever acknowledged whether that still holds (spec oncall-behaviour §6.5). */
public final class Reminders implements TimerFlow, Reactions {
  private final AlertGroups groups;
  private final Users users;
  private final SendingRules rules;

  @Inject
  public Reminders(AlertGroups groups, Users users, SendingRules rules) {
    this.groups = groups;
    this.users = users;
    this.rules = rules;
  }

  /** Each acknowledgement by a person begins a row of reminders, where there are any. */
  @Override
  public Change with(Change change) {
    for (Happened each : change.events()) {
      if (each instanceof Happened.ToGroup happened
          && happened.action() == Action.ACKNOWLEDGED
          && happened.by().kind() == Actor.Kind.USER) {
        return change.set(first(change, happened));
      }
    }
    return change;
  }

  private @Nullable Timer first(Change change, Happened.ToGroup happened) {
    return change.rows().stream()
        .map(row -> row.after())
        .filter(AlertGroup.class::isInstance)
        .map(AlertGroup.class::cast)
        .filter(group -> group.subject().equals(happened.subject()))
        .findFirst()
        .map(group -> AcknowledgeReminders.first(group, rules.of(group.org())))
        .orElse(null);
  }

  @Override
  public Optional<Change> decide(Timer due, Instant now) {
    return groups
        .find(due.org(), AcknowledgeReminders.group(due))
        .flatMap(
            group ->
                AcknowledgeReminders.due(
                    group, due, rules.of(due.org()), id -> users.find(due.org(), id), now));
  }

  /** Somebody says that it still holds. */
  public Outcome confirm(AlertGroup group, Actor by, Instant now) {
    return AcknowledgeReminders.confirm(
        group, groups.story(group.org(), group.id()), rules.of(group.org()), by, now);
  }
}
