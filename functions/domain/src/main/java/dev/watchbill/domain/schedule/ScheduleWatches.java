package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Ledger;
import java.time.Instant;
import java.util.List;

/** What is remembered and what was told of schedules. Written with the look that made it. */
public interface ScheduleWatches {

  /**
   * What is remembered of a schedule; it begins now when nothing is, or when what was cannot be
   * read: that is reported, and keeps nobody from looking at the schedule again.
   */
  ScheduleWatch find(String org, String schedule, Instant now);

  /** All that was told of a schedule, oldest first. */
  List<Ledger.Entry> story(String org, String schedule);
}
