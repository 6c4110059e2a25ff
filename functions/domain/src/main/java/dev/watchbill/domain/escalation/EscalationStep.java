package dev.watchbill.domain.escalation;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a chain does (spec oncall-api §7.2, oncall-behaviour §7.3). A step may lack what
 * it needs, as nobody to notify: it then does nothing and the chain goes on. What it refers to may
 * be gone by the time it runs, or is read.
 */
public sealed interface EscalationStep {

  /** A step whose type was taken away: it does nothing. */
  record Untyped() implements EscalationStep {}

  /**
   * @param duration 1 minute to 24 hours; null = five minutes
   */
  record Wait(@Nullable Duration duration) implements EscalationStep {}

  /**
   * @param users ids, each once
   * @param important which of the two sets of personal rules is used; so in all steps
   */
  record NotifyUsers(List<String> users, boolean important) implements EscalationStep {
    public NotifyUsers {
      users = List.copyOf(users);
    }
  }

  /** One of the users, another one at each group. */
  record NotifyNextUser(List<String> users, boolean important) implements EscalationStep {
    public NotifyNextUser {
      users = List.copyOf(users);
    }
  }

  record NotifyTeam(@Nullable String team, boolean important) implements EscalationStep {}

  record NotifyOnCall(@Nullable String schedule, boolean important) implements EscalationStep {}

  record NotifyNextOnCall(@Nullable String schedule, boolean important) implements EscalationStep {}

  /** The members of a user group of Slack. */
  record NotifyUserGroup(@Nullable String group, boolean important) implements EscalationStep {}

  record TriggerWebhook(@Nullable String webhook) implements EscalationStep {}

  /** Goes on only between these times of day, UTC; from later than to = over midnight. */
  record BetweenTimes(@Nullable LocalTime from, @Nullable LocalTime to) implements EscalationStep {}

  /** Goes on only when more than so many alerts came within so many minutes; null = goes on. */
  record AboveRate(@Nullable Integer alerts, @Nullable Integer minutes) implements EscalationStep {}

  record DeclareIncident(@Nullable String severity) implements EscalationStep {}

  /** Everybody in the chat channel of the route. */
  record NotifyChannel() implements EscalationStep {}

  record Resolve() implements EscalationStep {}

  record Repeat() implements EscalationStep {}
}
