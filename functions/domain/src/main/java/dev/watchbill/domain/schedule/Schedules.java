package dev.watchbill.domain.schedule;

import dev.watchbill.domain.Rows;
import java.util.Collection;
import java.util.List;

/** The stored schedules. */
public interface Schedules extends Rows<ScheduleRow> {

  /** The ones of these ids that exist, in the order of the ids. */
  List<ScheduleRow> those(String org, Collection<String> ids);
}
