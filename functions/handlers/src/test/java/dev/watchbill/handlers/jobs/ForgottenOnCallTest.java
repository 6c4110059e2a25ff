package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.engine.Commits;
import dev.watchbill.engine.schedule.UserChanges;
import dev.watchbill.storage.InterposedTable;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When users change, nobody is told who was on call by what was true before. */
class ForgottenOnCallTest {
  private final TestClock clock = new TestClock();
  private final MemoryTable memory = new MemoryTable(clock);
  private final JobWorld world = new JobWorld(clock, memory, 1);
  private final Instant now = clock.instant();

  private Change calculation() {
    ScheduleRow read = world.rota.row();
    var rota = world.rota.rotas.of(read, new Window(now, now.plus(Duration.ofDays(2))));
    return Change.at(now).replace(read, read.withOnCall(OnCallState.of(rota, now)));
  }

  @Test
  void aCalculationUnderWayIsRefused() {
    world.rota.daily(now, "ann", "bob");
    assertThat(world.commits.commit(calculation())).isEqualTo(new Committed.Done());
    Change calculated = calculation();

    world.rota.users(world.commits, clock).forgetOnCall(JobWorld.ORG);

    assertThat(world.rota.row().onCall()).isNull();
    assertThat(world.commits.commit(calculated)).isEqualTo(new Committed.Stale());
    assertThat(world.commits.commit(calculation())).isEqualTo(new Committed.Done());
  }

  /** More than one transaction takes, and one of them goes while they are looked at. */
  @Test
  void everyScheduleIsReached() {
    for (int i = 1; i <= 90; i++) {
      var details =
          new Schedule.Details("S" + i, JobWorld.ORG, null, "ops " + i, null, null, now, 1);
      var web = new Schedule.Web(details, ZoneOffset.UTC, List.of());
      var turn = new OnCallState.Turn(now, now.plusSeconds(3600), List.of("ann"));
      var row = new ScheduleRow(web, "UTC", new OnCallState(turn, null));
      assertThat(world.commits.commit(Change.at(now).create(row))).isEqualTo(new Committed.Done());
    }
    var races = new InterposedTable(memory);
    races.interpose(() -> world.rota.schedules.delete(world.rota.row()));
    Commits raced = EngineParts.commits(races, EngineParts.NO_QUEUE, clock);

    new UserChanges(world.rota.schedules, raced, clock).forgetOnCall(JobWorld.ORG);

    assertThat(world.rota.schedules.all(JobWorld.ORG))
        .hasSize(89)
        .allSatisfy(
            row -> {
              assertThat(row.onCall()).isNull();
              assertThat(
                      world.timers.find(ShiftEvaluation.asSoonAsPossible(JobWorld.ORG, row.id())))
                  .isPresent();
            });
  }
}
