package dev.watchbill.domain.change;

import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;
import java.util.List;

/** What follows from what happened: each a pure function from an event to further change. */
public final class Subscribers {

  /** Of the hundred writes of a transaction; beyond that one timer stands for all schedules. */
  private static final int LOOKS_FIT = 95;

  /** The change with everything that follows from its events. */
  public static Change followed(Change change) {
    Change all = change;
    for (Happened event : change.events()) all = cascade(all, event);
    return looks(all);
  }

  /**
   * Groups attached to a special group follow it, by a timer: there may be more than one commit
   * holds. One that only opens stands where new groups stand.
   */
  private static Change cascade(Change change, Happened event) {
    return switch (event) {
      case Happened.ToGroup group
          when group.collects() && group.action() != Happened.Action.OPENED ->
          change.set(
              Timer.at(
                  TimerKind.CASCADE, change.at(), group.subject().org(), group.subject().id()));
      case Happened.ToGroup _, Happened.ToSchedule _, Happened.ToWebhook _ -> change;
    };
  }

  /** Whoever changes what decides who is on call has the schedule looked at. */
  private static Change looks(Change change) {
    List<Subject> schedules =
        change.events().stream()
            .filter(Happened.ToSchedule.class::isInstance)
            .map(Happened::subject)
            .distinct()
            .toList();
    if (schedules.isEmpty()) return change;
    String org = schedules.getFirst().org();
    if (change.rows().size() + schedules.size() > LOOKS_FIT) {
      return change.set(ShiftEvaluation.asSoonAsPossible(org));
    }
    Change all = change;
    for (Subject each : schedules) {
      all = all.set(ShiftEvaluation.asSoonAsPossible(org, each.id()));
    }
    return all;
  }

  private Subscribers() {}
}
