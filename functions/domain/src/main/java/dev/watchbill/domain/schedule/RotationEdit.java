package dev.watchbill.domain.schedule;

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
   * The shift has begun. Store {@code retired} as a new row and name it among the {@link
   * Schedule.Details#retired} of every schedule that has the shift; write {@code shift} in place of
   * the old one, under the old id, so that clients still find it.
   */
  record Split(Shift retired, Shift shift) implements RotationEdit {}

  /**
   * Deleted after it has begun. Write it in place of the old one, hide it, and move its id from the
   * schedule's shifts to its retired ones.
   */
  record Retired(Shift shift) implements RotationEdit {}

  /** Deleted before it began: nothing of it remains. */
  record Removed() implements RotationEdit {}

  /**
   * @param wanted the stored shift as it shall be, with the same id
   * @param zone of the shift as it was ({@link Schedule#zoneOf})
   * @param retiredId a fresh id for what is left of its past
   */
  static RotationEdit update(
      Shift stored, Shift wanted, ZoneId zone, String retiredId, Instant now) {
    throw new UnsupportedOperationException("" + stored + wanted + zone + retiredId + now);
  }

  /**
   * @param zone of the shift ({@link Schedule#zoneOf})
   */
  static RotationEdit delete(Shift stored, ZoneId zone, Instant now) {
    throw new UnsupportedOperationException("" + stored + zone + now);
  }
}
