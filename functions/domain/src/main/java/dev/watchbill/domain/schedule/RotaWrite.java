package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Ledger;
import dev.watchbill.domain.timer.Timer;
import java.util.List;

/**
 * One of the writes that together change who is on call ({@link Rotas#commit}). Every row carries
 * the version it replaces, and the commit happens only if all of them still stand.
 */
public sealed interface RotaWrite {

  record NewSchedule(ScheduleRow row) implements RotaWrite {}

  record PutSchedule(ScheduleRow row) implements RotaWrite {}

  record DropSchedule(ScheduleRow row) implements RotaWrite {}

  record NewShift(ShiftRow row) implements RotaWrite {}

  record PutShift(ShiftRow row) implements RotaWrite {}

  record DropShift(ShiftRow row) implements RotaWrite {}

  /** Keeps for a schedule what is left of the past of a shift; its {@code effective} ends. */
  record KeepPast(String schedule, ShiftRow row) implements RotaWrite {}

  /** What was kept counts no longer. */
  record DropPast(String schedule, ShiftRow row) implements RotaWrite {}

  record NewSwap(ShiftSwap swap) implements RotaWrite {}

  record PutSwap(ShiftSwap swap) implements RotaWrite {}

  /** The swap is no longer found. */
  record DropSwap(ShiftSwap swap) implements RotaWrite {}

  /** What a taken swap means for its schedule from {@code start} to {@code end}. */
  record Taken(ShiftSwap swap) implements RotaWrite {}

  /** What it meant counts no longer. */
  record Untaken(ShiftSwap swap) implements RotaWrite {}

  record SetTimer(Timer timer) implements RotaWrite {}

  record ClearTimer(Timer timer) implements RotaWrite {}

  /** What a look at the schedule remembers and tells, if nobody has looked meanwhile. */
  record Looked(ScheduleWatch next, List<Ledger.Entry> told) implements RotaWrite {}

  /** The timer whose effect all of this is: nothing is committed unless it still stands. */
  record Ran(Timer timer) implements RotaWrite {}
}
