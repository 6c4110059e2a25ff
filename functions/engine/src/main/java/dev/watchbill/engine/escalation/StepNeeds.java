package dev.watchbill.engine.escalation;

import dev.watchbill.domain.alert.Alert;
import dev.watchbill.domain.alert.AlertGroup;
import dev.watchbill.domain.alert.Alerts;
import dev.watchbill.domain.escalation.Escalation;
import dev.watchbill.domain.escalation.EscalationSnapshot.Step;
import dev.watchbill.domain.escalation.EscalationStep;
import dev.watchbill.domain.escalation.Escalations;
import dev.watchbill.domain.escalation.StepMachine;
import dev.watchbill.domain.escalation.StepMachine.Found;
import dev.watchbill.domain.org.Team;
import dev.watchbill.domain.org.Teams;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.org.Users;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.engine.schedule.ScheduleStates;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a step needs to know at the moment when it runs: who is on call, who is in a team. */
public final class StepNeeds {
  private final Users users;
  private final Teams teams;
  private final Schedules schedules;
  private final ScheduleStates states;
  private final Escalations escalations;
  private final Alerts alerts;
  private final Webhooks webhooks;

  @Inject
  public StepNeeds(
      Users users,
      Teams teams,
      Schedules schedules,
      ScheduleStates states,
      Escalations escalations,
      Alerts alerts,
      Webhooks webhooks) {
    this.users = users;
    this.teams = teams;
    this.schedules = schedules;
    this.states = states;
    this.escalations = escalations;
    this.alerts = alerts;
    this.webhooks = webhooks;
  }

  Found of(AlertGroup group, Escalation state, Instant now) {
    Optional<Step> step = state.step();
    if (step.isEmpty()) return new Found.Nothing();
    return switch (step.get().does()) {
      case EscalationStep.NotifyUsers does ->
          people(group, state, those(group, does.users()), null);
      case EscalationStep.NotifyTeam does -> team(group, state, does.team());
      case EscalationStep.NotifyOnCall does ->
          schedule(group, state, does.schedule(), states::onCallNow);
      case EscalationStep.NotifyNextOnCall does ->
          schedule(group, state, does.schedule(), StepNeeds::next);
      case EscalationStep.NotifyNextUser does ->
          new Found.People(
              StepMachine.turn(
                      those(group, does.users()), state.snapshot().pointers().get(step.get().id()))
                  .map(List::of)
                  .orElse(List.of()),
              false,
              null,
              escalations.pagings(group.org(), group.id(), does.users()));
      case EscalationStep.AboveRate does -> alerts(group, does);
      case EscalationStep.TriggerWebhook(String webhook) ->
          new Found.Webhook(webhook != null && usable(group.org(), webhook));
      case EscalationStep.Untyped _,
          EscalationStep.Wait _,
          EscalationStep.NotifyUserGroup _,
          EscalationStep.NotifyChannel _,
          EscalationStep.DeclareIncident _,
          EscalationStep.BetweenTimes _,
          EscalationStep.Resolve _,
          EscalationStep.Repeat _ ->
          new Found.Nothing();
    };
  }

  private boolean usable(String org, String webhook) {
    return webhooks.unopened(org).stream()
        .anyMatch(each -> each.id().equals(webhook) && each.enabled());
  }

  /** Whom the steps of an escalation notify, as far as that is known now (§9.4). */
  public List<User> coming(Escalation state) {
    Set<String> ids = new LinkedHashSet<>();
    for (Step step : state.snapshot().steps()) {
      switch (step.does()) {
        case EscalationStep.NotifyUsers does -> ids.addAll(does.users());
        case EscalationStep.NotifyNextUser does ->
            StepMachine.turn(
                    users.those(state.org(), does.users()),
                    state.snapshot().pointers().get(step.id()))
                .ifPresent(user -> ids.add(user.id()));
        case EscalationStep.NotifyOnCall does -> {
          if (does.schedule() != null) {
            schedules
                .find(state.org(), does.schedule())
                .ifPresent(row -> ids.addAll(states.onCallNow(row)));
          }
        }
        default -> {
          // nobody is named
        }
      }
    }
    return users.those(state.org(), ids);
  }

  private List<User> those(AlertGroup group, List<String> ids) {
    return users.those(group.org(), ids);
  }

  private Found team(AlertGroup group, Escalation state, @Nullable String id) {
    if (id == null) return people(group, state, List.of(), "The team is not set");
    Optional<Team> team = teams.find(group.org(), id);
    return team.isEmpty()
        ? people(group, state, List.of(), "The team is gone")
        : people(group, state, those(group, team.get().users()), null);
  }

  private Found schedule(
      AlertGroup group,
      Escalation state,
      @Nullable String id,
      Function<ScheduleRow, List<String>> who) {
    if (id == null) return people(group, state, List.of(), "The schedule is not set");
    Optional<ScheduleRow> schedule = schedules.find(group.org(), id);
    if (schedule.isEmpty()) return people(group, state, List.of(), "The schedule is gone");
    return people(
        group,
        state,
        those(group, who.apply(schedule.get())),
        "Nobody who may be notified is on call");
  }

  private static List<String> next(ScheduleRow row) {
    OnCallState state = row.onCall();
    OnCallState.Turn next = state == null ? null : state.next();
    return next == null ? List.of() : next.users();
  }

  private Found people(
      AlertGroup group, Escalation state, List<User> all, @Nullable String without) {
    List<User> slice = StepMachine.slice(all, state.reached());
    return new Found.People(
        slice,
        StepMachine.more(all, slice),
        without,
        escalations.pagings(group.org(), group.id(), slice.stream().map(User::id).toList()));
  }

  /** Counted back from the last alert (§7.3). */
  private Found alerts(AlertGroup group, EscalationStep.AboveRate gate) {
    String last = group.content().lastAlert();
    if (last == null || gate.minutes() == null || gate.alerts() == null) {
      return new Found.Alerts(0);
    }
    Instant at =
        alerts.find(group.org(), group.id(), last).map(Alert::createdAt).orElse(group.createdAt());
    Instant from = at.minus(Duration.ofMinutes(gate.minutes()));
    return new Found.Alerts(alerts.countSince(group.org(), group.id(), from, gate.alerts() + 1));
  }
}
