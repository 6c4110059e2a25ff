package dev.watchbill.domain.schedule;

import java.time.Instant;
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
    long version) {

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
