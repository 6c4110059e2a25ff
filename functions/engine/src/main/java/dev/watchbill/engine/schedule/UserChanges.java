package dev.watchbill.engine.schedule;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Happened;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.Commits.Step;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Lets every schedule of an organisation be calculated anew when its users have changed, and with
 * them who may be notified. Done at once so that the next question is answered right; whoever dies
 * on the way leaves the rest to the timer that the user's own write has set.
 */
public final class UserChanges {

  /** Two writes each, and a transaction takes a hundred. */
  private static final int AT_ONCE = 40;

  private final Schedules schedules;
  private final Commits commits;
  private final InstantSource clock;

  @Inject
  public UserChanges(Schedules schedules, Commits commits, InstantSource clock) {
    this.schedules = schedules;
    this.commits = commits;
    this.clock = clock;
  }

  /** Forgets who is on call by any of the organisation's schedules, and has them looked at. */
  public void forgetOnCall(String org) {
    List<ScheduleRow> rows = schedules.all(org);
    Instant now = clock.instant();
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      List<ScheduleRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
      Change all = Change.at(now);
      for (ScheduleRow row : some) all = all.then(forgotten(row, now));
      // One that somebody edits meanwhile must not keep the others from being looked at.
      if (!commits.commitWhatFits(all)) {
        for (ScheduleRow row : some) forgetOnCall(row);
      }
    }
  }

  private void forgetOnCall(ScheduleRow row) {
    boolean done =
        commits
            .decide(
                now -> {
                  Optional<ScheduleRow> current = schedules.find(row.org(), row.id());
                  return current.isEmpty()
                      ? Step.stop(true)
                      : Step.commit(forgotten(current.get(), now), true);
                })
            .isPresent();
    if (!done) throw new IllegalStateException("a schedule changes all the time: " + row.id());
  }

  private static Change forgotten(ScheduleRow row, Instant now) {
    return Change.at(now)
        .replace(row, row.withOnCall(null))
        .happened(new Happened.ToSchedule(row.subject()));
  }
}
