package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.OnCallState;
import dev.watchbill.domain.schedule.ShiftEvaluation;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.storage.Crash;
import dev.watchbill.storage.CrashingTable;
import dev.watchbill.storage.InterposedTable;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A user is written, then the schedules are looked at. Whoever dies before or after any write of
 * this leaves nothing stale: a minute later everybody is asked by the new roles and names.
 */
class UserChangesTest {

  private static final String CALENDAR =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:e\r\nSUMMARY:ann\r\n"
          + "DTSTART:20200101T000000Z\r\nDURATION:PT24H\r\nRRULE:FREQ=DAILY\r\n"
          + "END:VEVENT\r\nEND:VCALENDAR\r\n";

  /**
   * @param write of ann, if it is not done yet
   */
  private record Case(String name, BiConsumer<JobWorld, Instant> given, Consumer<JobWorld> write) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "may no longer be notified",
              (world, now) -> world.rota.daily(now, "ann", "bob"),
              world -> replace(world, "ann", Role.VIEWER)),
          new Case(
              "is deleted",
              (world, now) -> world.rota.daily(now, "ann", "bob"),
              world -> ann(world).ifPresent(ann -> world.rota.users.delete(ann))),
          new Case(
              "is no longer who a calendar names",
              (world, now) -> {
                world.rota.user("ann", Role.EDITOR);
                world.rota.imported(now);
                world.rota.calendars.at.put(RotaParts.URL, CALENDAR);
              },
              world -> replace(world, "zoe", Role.EDITOR)));

  private static Optional<User> ann(JobWorld world) {
    return world.rota.users.find(JobWorld.ORG, "ann");
  }

  private static void replace(JobWorld world, String username, Role role) {
    User old = ann(world).orElseThrow();
    assertThat(world.rota.users.replace(with(old, username, role))).isEqualTo(new Saved.Done());
  }

  private static User with(User old, String username, Role role) {
    return new User(
        old.id(),
        old.org(),
        old.grafanaId(),
        username,
        username + "@example.com",
        old.name(),
        role,
        null,
        old.avatarUrl(),
        old.createdAt(),
        old.version());
  }

  /** As a request does it, and the job after it. */
  private static void flow(JobWorld world, Case each) {
    each.write().accept(world);
    world.rota.users(world.commits, world.clock).forgetOnCall(JobWorld.ORG);
    world.settle();
  }

  /** A world in which ann is on call, and some time has gone by. */
  private static MemoryTable given(Case each, TestClock clock, Instant begin) {
    MemoryTable memory = new MemoryTable(clock);
    JobWorld world = new JobWorld(clock, memory, 1);
    each.given().accept(world, begin);
    world.settle();
    assertThat(onCall(world)).containsExactly("ann");
    clock.advance(Duration.ofMinutes(5));
    return memory;
  }

  private static List<String> onCall(JobWorld world) {
    return Objects.requireNonNull(world.rota.row().onCall()).current().users();
  }

  @TestFactory
  Stream<DynamicTest> everyWriteMayBeTheLast() {
    return CASES.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> go(each)));
  }

  private static void go(Case each) {
    TestClock counted = new TestClock();
    CrashingTable counting =
        CrashingTable.never(
            given(each, counted, counted.instant().truncatedTo(ChronoUnit.SECONDS)));
    flow(new JobWorld(counted, counting, 2), each);
    // The user, the schedules at once; a look; all of them once more, with its beginning and end.
    assertThat(counting.writes()).isGreaterThan(5);
    for (int write = 1; write <= counting.writes(); write++) {
      for (boolean late : List.of(false, true)) {
        TestClock clock = new TestClock();
        Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        MemoryTable memory = given(each, clock, begin);
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        assertThatThrownBy(() -> flow(new JobWorld(clock, crashing, 2), each))
            .isInstanceOf(Crash.class);

        JobWorld after = new JobWorld(clock, memory, 3);
        // Only a write that never happened has to be asked for again.
        if (write == 1 && !late) flow(after, each);
        after.settle();

        String when = each.name() + ", write " + write + (late ? " done" : " not done");
        assertThat(onCall(after)).as(when).isEmpty();
        assertThat(after.rota.story())
            .as(when)
            .doesNotHaveDuplicates()
            .startsWith(begin + " >ann", begin.plus(Duration.ofMinutes(5)) + " ann>");
        assertThat(after.standing(TimerKind.SHIFT_EVALUATION))
            .as(when)
            .allMatch(timer -> timer.due().isAfter(clock.instant()));
      }
    }
  }

  private static void assertAsCalculated(JobWorld world, Instant now) {
    var rota = world.rota.rotas.of(world.rota.row(), new Window(now, now.plus(OnCall.HORIZON)));
    assertThat(world.rota.row().onCall()).isEqualTo(OnCallState.of(rota, now));
  }

  /** The one who goes through all schedules must not clear what the second user asks for. */
  @Test
  void aSecondUserWhoChangesWhileTheFirstIsLookedAfterIsNotForgotten() {
    for (int gap = 1; gap <= 3; gap++) {
      TestClock clock = new TestClock();
      MemoryTable memory =
          given(CASES.getFirst(), clock, clock.instant().truncatedTo(ChronoUnit.SECONDS));
      JobWorld first = new JobWorld(clock, memory, 2);
      replace(first, "ann", Role.VIEWER); // and the request dies
      InterposedTable races = new InterposedTable(memory);
      for (int i = 1; i < gap; i++) races.interpose(() -> {});
      races.interpose(
          () -> {
            // Another sweep is faster with the schedule, so that nothing else looks at it again.
            first
                .job(TimerKind.SHIFT_EVALUATION)
                .wake(
                    ShiftEvaluation.asSoonAsPossible(JobWorld.ORG, RotaParts.SCHEDULE),
                    clock.instant());
            User bob = first.rota.users.find(JobWorld.ORG, "bob").orElseThrow();
            assertThat(first.rota.users.replace(with(bob, "bob", Role.VIEWER)))
                .isEqualTo(new Saved.Done());
          });
      JobWorld racing = new JobWorld(clock, races, 3);
      racing.settle();

      assertThat(first.rota.users.find(JobWorld.ORG, "bob").orElseThrow().role())
          .as("gap %s exists", gap)
          .isEqualTo(Role.VIEWER);
      assertAsCalculated(first, clock.instant().truncatedTo(ChronoUnit.SECONDS));
      assertThat(first.rota.row().onCall()).extracting(OnCallState::next).isNull();
    }
  }
}
