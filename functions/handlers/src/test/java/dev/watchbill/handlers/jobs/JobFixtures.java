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
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.alert.GroupChanges;
import dev.watchbill.engine.maintenance.MaintenanceGroups;
import dev.watchbill.engine.maintenance.MaintenanceWindows;
import dev.watchbill.engine.schedule.CalendarRefresh;
import dev.watchbill.engine.schedule.UserChanges;
import dev.watchbill.handlers.http.PayloadJson;
import dev.watchbill.storage.DynamoTimers;
import dev.watchbill.storage.Table;
import java.time.InstantSource;

/** What other rooms' tests need of this one, built without the wiring. */
public final class JobFixtures {

  public static MaintenanceWindows maintenance(
      Table table,
      Integrations integrations,
      AlertGroups groups,
      Organizations organizations,
      PublicIds ids,
      InstantSource clock) {
    Commits commits = EngineParts.commits(table, EngineParts.NO_QUEUE, clock);
    GroupChanges changes = new GroupChanges(groups, commits);
    return new MaintenanceWindows(
        integrations,
        new MaintenanceGroups(groups, changes, commits, organizations, ids, new PayloadJson()),
        commits,
        ids,
        clock);
  }

  public static TimerJob maintenanceEnd(
      Table table, InstantSource clock, MaintenanceWindows windows) {
    return new MaintenanceEndJob(
        new DynamoTimers(table),
        EngineParts.prompts(EngineParts.NO_QUEUE),
        EngineParts.commits(table, EngineParts.NO_QUEUE, clock),
        windows);
  }

  public static TimerJob shiftEvaluation(
      Table table,
      InstantSource clock,
      Schedules schedules,
      ScheduleWatches watches,
      Rotas rotas,
      CalendarSource source,
      CalendarCopies copies) {
    Commits commits = EngineParts.commits(table, EngineParts.NO_QUEUE, clock);
    return new ShiftEvaluationJob(
        new DynamoTimers(table),
        EngineParts.prompts(EngineParts.NO_QUEUE),
        commits,
        schedules,
        watches,
        rotas,
        new CalendarRefresh(source, copies),
        new UserChanges(schedules, commits, clock));
  }

  private JobFixtures() {}
}
