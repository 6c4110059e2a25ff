package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shift as it is stored.
 *
 * @param zoneName its zone as it was written ({@code europe/paris}), since answers echo it
 * @param schedules the schedules that list it, in the order in which they began to; kept by the
 *     writes of schedules, so that a write of the shift knows whom it concerns
 * @param copyOf the shift that this is the past of, in a schedule that no longer lists it; null for
 *     all others
 * @param unknown what the last write of {@code users} named that is no user: dropped, and told in
 *     the story of every schedule that lists the shift ({@link LeftOut})
 */
public record ShiftRow(
    Shift shift,
    @Nullable String zoneName,
    List<String> schedules,
    @Nullable String copyOf,
    List<String> unknown)
    implements Row {

  public ShiftRow {
    schedules = List.copyOf(schedules);
    unknown = List.copyOf(unknown);
  }

  /** A row whose users are all known. */
  public ShiftRow(
      Shift shift, @Nullable String zoneName, List<String> schedules, @Nullable String copyOf) {
    this(shift, zoneName, schedules, copyOf, List.of());
  }

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.SHIFT, org(), id());
  }

  public String id() {
    return shift.id();
  }

  public String org() {
    return shift.details().org();
  }

  public long version() {
    return shift.details().version();
  }

  /** The same with another shift. */
  public ShiftRow with(Shift changed) {
    return new ShiftRow(changed, zoneName, schedules, copyOf, unknown);
  }

  public ShiftRow withSchedules(List<String> others) {
    return new ShiftRow(shift, zoneName, others, copyOf, unknown);
  }

  /** The row of what is left of its past. */
  public ShiftRow past(Shift retired, @Nullable String of) {
    return new ShiftRow(retired, zoneName, List.of(), of);
  }
}
