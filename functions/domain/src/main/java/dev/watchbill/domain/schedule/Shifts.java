package dev.watchbill.domain.schedule;

import dev.watchbill.domain.Rows;
import java.util.Collection;
import java.util.List;

/** The stored shifts. Those that only tell the past are not among them. */
public interface Shifts extends Rows<ShiftRow> {

  /** The ones of these ids that exist, in the order of the ids. */
  List<ShiftRow> those(String org, Collection<String> ids);
}
