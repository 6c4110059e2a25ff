package dev.watchbill.domain.schedule;

import dev.watchbill.domain.schedule.Shift.Effective;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What an edit or a deletion of a shift does to what is stored. The past never changes: a shift
 * that has begun is kept, ended now, as a retired one, and the edited one counts from now on.
 */
public sealed interface RotationEdit {

  /** The shift has not begun, or nothing that decides who is on call changes: just write it. */
  record InPlace(Shift shift) implements RotationEdit {}

  /**
   * The shift has begun. Keep {@code retired} in the past of every schedule that has the shift
   * ({@link PastShift}); write {@code shift} in place of the old one, under the old id, so that
   * clients still find it.
   */
  record Split(Shift retired, Shift shift) implements RotationEdit {}

  /**
   * Deleted after it has begun. Keep it in the past of every schedule that has it. Where the wire
   * still shows it, its {@code until} is the end of {@link Shift.Details#effective}.
   */
  record Retired(Shift shift) implements RotationEdit {}

  /** Deleted before it began: nothing of it remains. */
  record Removed() implements RotationEdit {}

  /**
   * @param wanted the stored shift as it shall be, with the same id
   * @param zone of the shift as it was ({@link Schedule#firstZoneOf})
   * @param retiredId a fresh id for what is left of its past
   */
  static RotationEdit update(
      Shift stored, Shift wanted, ZoneId zone, String retiredId, Instant now) {
    Effective effective = stored.details().effective();
    Shift kept = wanted.with(wanted.details().withEffective(effective));
    if (!begun(stored, zone, now) || sameRota(stored, kept)) return new InPlace(kept);
    Shift retired =
        stored.with(
            stored
                .details()
                .withId(retiredId)
                .withEffective(effective.endingAt(now))
                .withReplacedBy(stored.id()));
    return new Split(
        retired, kept.with(kept.details().withEffective(new Effective(now, effective.to()))));
  }

  /**
   * @param zone of the shift ({@link Schedule#firstZoneOf})
   */
  static RotationEdit delete(Shift stored, ZoneId zone, Instant now) {
    if (!begun(stored, zone, now)) return new Removed();
    Effective ended = stored.details().effective().endingAt(now);
    return new Retired(stored.with(stored.details().withEffective(ended)));
  }

  /** Whether something of it may lie before now. */
  private static boolean begun(Shift shift, ZoneId zone, Instant now) {
    Instant from = shift.details().effective().from();
    return Shift.instantOf(shift.details().start(), zone).isBefore(now)
        && (from == null || from.isBefore(now));
  }

  /** Whether they differ in nothing that decides who is on call. */
  private static boolean sameRota(Shift one, Shift other) {
    Shift.Details d = one.details();
    Shift.Details o = other.details();
    Shift.Details labelled =
        new Shift.Details(
            d.id(),
            d.org(),
            d.teamId(),
            d.schedule(),
            d.name(),
            o.zone(),
            o.level(),
            o.start(),
            o.rotationStart(),
            o.duration(),
            o.source(),
            o.effective(),
            d.replacedBy(),
            d.createdAt(),
            d.version());
    return one.equals(other.with(labelled));
  }
}
