package dev.watchbill.handlers.jobs;

import dev.watchbill.domain.PublicIds;
import dev.watchbill.domain.alert.AlertGroups;
import dev.watchbill.domain.integration.Integrations;
import dev.watchbill.domain.org.Organizations;
import dev.watchbill.domain.schedule.CalendarCopies;
import dev.watchbill.domain.schedule.CalendarSource;
import dev.watchbill.domain.schedule.Rotas;
import dev.watchbill.domain.schedule.ScheduleWatches;
import dev.watchbill.domain.schedule.Schedules;
import dev.watchbill.domain.timer.Timers;
import java.time.InstantSource;

/** What other rooms' tests need of this one, built without the wiring. */
public final class JobFixtures {

  /** Prompts that reach nobody: rows are what counts. */
  public static Prompts noPrompts() {
    return new Prompts((message, delay) -> {});
  }

  public static MaintenanceWindows maintenance(
      Integrations integrations,
      AlertGroups groups,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    Prompts prompts = noPrompts();
    GroupChanges changes = new GroupChanges(groups, prompts, clock);
    return new MaintenanceWindows(
        integrations,
        new MaintenanceGroups(groups, changes, organizations, ids, clock),
        prompts,
        ids,
        clock);
  }

  public static TimerJob maintenanceEnd(Timers timers, MaintenanceWindows windows) {
    return new MaintenanceEndJob(timers, noPrompts(), windows);
  }

  public static TimerJob shiftEvaluation(
      Timers timers,
      Schedules schedules,
      ScheduleWatches watches,
      Rotas rotas,
      CalendarSource source,
      CalendarCopies copies) {
    return new ShiftEvaluationJob(
        timers, noPrompts(), schedules, watches, rotas, new CalendarRefresh(source, copies));
  }

  private JobFixtures() {}
}
