package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is stored.
 *
 * @param zoneName its zone as it was written, since answers echo it; null for imported ones
 * @param onCall who is on call now and next, as of this version; null when nobody has calculated it
 */
public record ScheduleRow(
    Schedule schedule, @Nullable String zoneName, @Nullable OnCallState onCall) implements Row {

  @Override
  public Subject subject() {
    return subject(org(), id());
  }

  /** The subject of a schedule's rows and timers. */
  public static Subject subject(String org, String id) {
    return new Subject(Subject.Kind.SCHEDULE, org, id);
  }

  public String id() {
    return schedule.id();
  }

  public String org() {
    return schedule.details().org();
  }

  public long version() {
    return schedule.details().version();
  }

  public ScheduleRow with(Schedule changed) {
    return new ScheduleRow(changed, zoneName, onCall);
  }

  public ScheduleRow withOnCall(@Nullable OnCallState state) {
    return new ScheduleRow(schedule, zoneName, state);
  }
}
