package dev.watchbill.domain.schedule;

import java.util.List;

/*
 * The race that the schedule's version closes. A calculation reads the schedule first and everything else after it; whoever
 * changes a shift, a swap or the schedule writes the schedule's next version in the same transaction. So either the calculation
 * has read the schedule after the change, and then the change too, or before it, and then its result is committed on a version
 * that is no longer there and is refused. A state that was calculated from what is no longer true can never be stored. Users are
 * changed apart from schedules: there the change comes first and the schedules' next versions after it, which comes to the same. That
 * they come at all is sure because the user's own transaction sets a timer which brings them (ShiftEvaluation.ALL).
 */
/** What decides who is on call, read as a whole. */
public interface Rotas {

  /** The most schedules that list one shift. */
  int SCHEDULES_OF_A_SHIFT = 40;

  /** The most shifts that one schedule lists. */
  int SHIFTS = 200;

  /**
   * The most writes of one commit. A shift that a schedule begins to list costs one, one that it no
   * longer lists two.
   */
  int WRITES = 95;

  /**
   * The rota of a schedule that was read before. What ended before the window is left out, so that
   * a rota with a long history costs no more than a young one.
   */
  Rota of(ScheduleRow row, Window window);

  /**
   * The rota with who may be notified among everybody it names now: one that was changed may name
   * people whom the stored one does not know.
   */
  Rota peopled(String org, Rota rota);

  /** All that is kept of a schedule's past. */
  List<ShiftRow> past(String org, String schedule);

  /** Forgets the past of a schedule that is gone. */
  void forget(String org, String schedule);
}
