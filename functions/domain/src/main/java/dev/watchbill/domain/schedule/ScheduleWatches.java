package dev.watchbill.domain.schedule;

import dev.watchbill.domain.change.Ledger;
import java.util.List;
import java.util.Optional;

/** What is remembered and what was told of schedules. Written by {@code Rotas.commit}. */
public interface ScheduleWatches {

  Optional<ScheduleWatch> find(String org, String schedule);

  /** All that was told of a schedule, oldest first. */
  List<Ledger.Entry> story(String org, String schedule);
}
