package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Row;
import dev.watchbill.domain.change.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks others to take their shifts of a while (spec oncall-api §18, oncall-behaviour
 * §8.10).
 *
 * @param end exclusive
 * @param beneficiary who asks
 * @param benefactor who has taken it; null while nobody has
 * @param deletedAt a deleted one has no effect, also when it was taken
 */
public record ShiftSwap(
    String id,
    String org,
    String schedule,
    Instant start,
    Instant end,
    @Nullable String description,
    String beneficiary,
    @Nullable String benefactor,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    long version)
    implements Row {

  @Override
  public Subject subject() {
    return new Subject(Subject.Kind.SHIFT_SWAP, org, id);
  }

  public enum Status {
    OPEN,
    TAKEN,
    PAST_DUE,
    DELETED
  }

  public Status status(Instant now) {
    if (deletedAt != null) return Status.DELETED;
    if (benefactor != null) return Status.TAKEN;
    return now.isBefore(start) ? Status.OPEN : Status.PAST_DUE;
  }

  /**
   * Whether the other one gives away the same hours of the same person on the same schedule: both
   * taken, one of the takers would silently be out. Who has taken hours may ask for others to take
   * those: then another person asks.
   */
  public boolean sameHours(ShiftSwap other) {
    return !id.equals(other.id)
        && schedule.equals(other.schedule)
        && beneficiary.equals(other.beneficiary)
        && (start.isAfter(other.start) ? start : other.start)
            .isBefore(end.isBefore(other.end) ? end : other.end);
  }

  /**
   * Whether it may stand beside these, whatever they are about.
   *
   * @param others none that was deleted
   */
  public boolean fits(List<ShiftSwap> others, Instant now) {
    return others.stream().noneMatch(other -> sameHours(other) && blocks(other, now));
  }

  /** The first taker keeps the hours; what nobody took is only in the way of asking again. */
  private boolean blocks(ShiftSwap other, Instant now) {
    return other.benefactor != null || benefactor == null && other.status(now) == Status.OPEN;
  }

  public ShiftSwap takenBy(String user, Instant now) {
    return new ShiftSwap(
        id,
        org,
        schedule,
        start,
        end,
        description,
        beneficiary,
        user,
        createdAt,
        now,
        deletedAt,
        version);
  }

  public ShiftSwap deleted(Instant now) {
    return new ShiftSwap(
        id,
        org,
        schedule,
        start,
        end,
        description,
        beneficiary,
        benefactor,
        createdAt,
        now,
        now,
        version);
  }
}
