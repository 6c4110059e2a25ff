package dev.watchbill.domain.change;

import dev.watchbill.domain.timer.Timer;
import dev.watchbill.domain.timer.TimerKind;

/** What follows from what happened: each a pure function from an event to further change. */
public final class Subscribers {

  /** The change with everything that follows from its events. */
  public static Change followed(Change change) {
    Change all = change;
    for (Happened event : change.events()) all = cascade(all, event);
    return all;
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
      case Happened.ToGroup _ -> change;
    };
  }

  private Subscribers() {}
}
