package dev.watchbill.handlers.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.Saved;
import dev.watchbill.domain.change.Change;
import dev.watchbill.domain.change.Committed;
import dev.watchbill.domain.org.Role;
import dev.watchbill.domain.org.User;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.ScheduleRow;
import dev.watchbill.domain.schedule.Window;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.storage.Crash;
import dev.watchbill.storage.CrashingTable;
import dev.watchbill.storage.Item;
import dev.watchbill.storage.MemoryTable;
import dev.watchbill.storage.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The job over a table: what it stores, when it is woken, and what a crash leaves. */
class ShiftEvaluationJobTest {

  private final TestClock clock = new TestClock();
  private final MemoryTable table = new MemoryTable(clock);
  private JobWorld world = new JobWorld(clock, table, 1);
  private final Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS);

  private List<String> onCall() {
    return Objects.requireNonNull(world.rota.row().onCall()).current().users();
  }

  private List<Instant> due() {
    return world.standing(TimerKind.SHIFT_EVALUATION).stream().map(timer -> timer.due()).toList();
  }

  @Test
  void aMonthOfHandoffsEachOnce() {
    world.rota.daily(start, "ann", "bob", "cyd");
    world.settle();
    List<String> expected = new ArrayList<>(List.of(start + " >ann"));
    for (int day = 1; day <= 30; day++) {
      world.pass(Duration.ofDays(1));
      List<String> turns = List.of("ann", "bob", "cyd");
      expected.add(
          start.plus(Duration.ofDays(day))
              + " "
              + turns.get((day - 1) % 3)
              + ">"
              + turns.get(day % 3));
      assertThat(onCall()).containsExactly(turns.get(day % 3));
      assertThat(due()).hasSize(1);
    }
    assertThat(world.rota.story()).isEqualTo(expected);
  }

  /** A year in a zone with clock changes: no handoff is missed, none is told twice. */
  @Test
  void aYearOfHandoffs() {
    world.rota.daily(start, "ann", "bob", "cyd");
    world.rota.weekly(start, "dan", "eve");
    world.settle();
    for (int i = 0; i < 366 * 2; i++) world.pass(Duration.ofHours(12));
    List<String> story = world.rota.story();
    Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var window = new Window(start, end.plusSeconds(1));
    List<String> expected = new ArrayList<>(List.of(start + " >" + world.rota.at(start, window)));
    String before = world.rota.at(start, window);
    for (Instant at = start; !at.isAfter(end); at = at.plus(Duration.ofHours(1))) {
      String now = world.rota.at(at, window);
      if (!now.equals(before)) expected.add(at + " " + before + ">" + now);
      before = now;
    }
    assertThat(story).isEqualTo(expected).hasSizeGreaterThan(400);
  }

  @Test
  void whoSleptTellsEveryHandoffAtItsInstant() {
    world.rota.daily(start, "ann", "bob");
    world.settle();
    clock.advance(Duration.ofDays(100));
    for (int i = 0; i < 5; i++) {
      world.settle();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(world.rota.story()).hasSize(101).doesNotHaveDuplicates();
    assertThat(world.rota.story().getLast()).endsWith(" bob>ann");
  }

  @Test
  void anEmptyScheduleSetsNoTimer() {
    world.rota.empty(start);
    world.settle();
    assertThat(due()).isEmpty();
    assertThat(world.rota.story()).isEmpty();
  }

  @Test
  void whoMayNoLongerBeNotifiedHandsOver() {
    world.rota.daily(start, "ann", "bob");
    world.settle();
    clock.advance(Duration.ofHours(1));
    User ann = world.rota.users.find(JobWorld.ORG, "ann").orElseThrow();
    assertThat(
            world.rota.users.replace(
                new User(
                    ann.id(),
                    ann.org(),
                    ann.grafanaId(),
                    ann.username(),
                    ann.email(),
                    ann.name(),
                    Role.NONE,
                    null,
                    ann.avatarUrl(),
                    ann.createdAt(),
                    ann.version())))
        .isEqualTo(new Saved.Done());
    world.rota.users(world.commits, world.clock).forgetOnCall(JobWorld.ORG);
    world.settle();
    assertThat(world.rota.story())
        .containsExactly(
            start + " >ann",
            start.plus(Duration.ofHours(1)) + " ann>",
            "empty_shifts",
            "users_left_out");
    assertThat(onCall()).isEmpty();
  }

  @Test
  void aCopyGoesWithItsAddress() {
    world.rota.user("ann", Role.EDITOR);
    world.rota.user("bob", Role.EDITOR);
    world.rota.imported(start);
    String other = RotaParts.URL + "?2";
    RotaParts.Calendars calendars = world.rota.calendars;
    calendars.at.put(RotaParts.URL, calendar("ann"));
    calendars.at.put(other, calendar("bob"));
    world.settle();
    world.pass(Duration.ofMinutes(1));

    world.rota.importedFrom(other);
    world.settle();

    assertThat(onCall()).as("not in ten minutes only").containsExactly("bob");
    assertThat(world.rota.copies.find(JobWorld.ORG, RotaParts.SCHEDULE, RotaParts.URL)).isEmpty();
    assertThat(world.rota.copies.find(JobWorld.ORG, RotaParts.SCHEDULE, other)).isPresent();
    assertThat(table.everything())
        .filteredOn(item -> item.key().sk().startsWith("CAL"))
        .as("one copy and its one part")
        .hasSize(2);

    // An address that comes back is fetched at once, however lately another one was.
    world.rota.importedFrom(RotaParts.URL);
    world.settle();
    assertThat(onCall()).containsExactly("ann");
    assertThat(calendars.asked).containsExactly(RotaParts.URL, other, RotaParts.URL);
    assertThat(world.rota.copies.find(JobWorld.ORG, RotaParts.SCHEDULE, other)).isEmpty();
  }

  /** A write of the schedule lost its race against the job which forgot what it had kept. */
  @Test
  void aCopyThatIsMissingIsFetchedAtTheNextLook() {
    world.rota.user("ann", Role.EDITOR);
    world.rota.imported(start);
    world.rota.calendars.at.put(RotaParts.URL, calendar("ann"));
    world.settle();
    world.rota.copies.forget(JobWorld.ORG, RotaParts.SCHEDULE, RotaParts.URL);

    world.rota.importedFrom(RotaParts.URL);
    world.settle();

    assertThat(onCall()).containsExactly("ann");
    assertThat(world.rota.calendars.asked).hasSize(2);
    world.rota.importedFrom(RotaParts.URL);
    world.settle();
    assertThat(world.rota.calendars.asked).as("kept for ten minutes").hasSize(2);
  }

  @Test
  void everyWriteOfAnAddressThatGoesMayBeTheLast() {
    String other = RotaParts.URL + "?2";
    for (int write = 1; write <= 7; write++) {
      for (boolean late : List.of(false, true)) {
        var time = new TestClock();
        var memory = new MemoryTable(time);
        var before = new JobWorld(time, memory, 1);
        before.rota.user("ann", Role.EDITOR);
        before.rota.user("bob", Role.EDITOR);
        before.rota.imported(time.instant().truncatedTo(ChronoUnit.SECONDS));
        before.rota.calendars.at.put(RotaParts.URL, calendar("ann"));
        before.settle();
        before.rota.importedFrom(other);
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        var dying = new JobWorld(time, crashing, 2);
        dying.rota.calendars.at.put(other, calendar("bob"));
        try {
          dying.sweep(TimerKind.SHIFT_EVALUATION);
        } catch (Crash e) {
          assertThat(crashing.crashed()).isTrue();
        }
        // Two of the old copy, three of the new one at most, and the commit.
        assertThat(crashing.crashed()).as("write %s", write).isEqualTo(write <= 5);
        var after = new JobWorld(time, memory, 3);
        after.rota.calendars.at.put(other, calendar("bob"));
        after.settle();
        assertThat(memory.everything())
            .as("write %s %s", write, late)
            .filteredOn(item -> item.key().sk().startsWith("CAL"))
            .hasSize(2);
        assertThat(Objects.requireNonNull(after.rota.row().onCall()).current().users())
            .containsExactly("bob");
      }
    }
  }

  @Test
  void anOlderCalculationNeverOverwritesANewerEdit() {
    world.rota.daily(start, "ann", "bob");
    ScheduleRow read = world.rota.row();
    world.settle();
    assertThat(world.commits.commit(Change.at(start).replace(read, read)))
        .isEqualTo(new Committed.Stale());
  }

  private static String calendar(String... people) {
    var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    for (int i = 0; i < people.length; i++) {
      text.append("BEGIN:VEVENT\r\nUID:e")
          .append(i)
          .append("\r\nSUMMARY:")
          .append(people[i])
          .append("\r\nDTSTART:20200101T000000Z\r\nDURATION:PT24H\r\nRRULE:FREQ=DAILY\r\n")
          .append("END:VEVENT\r\n");
    }
    return text.append("END:VCALENDAR\r\n").toString();
  }

  @Test
  void aCalendarIsFetchedChangesFailsAndIsKept() {
    world.rota.user("ann", Role.EDITOR);
    world.rota.user("bob", Role.EDITOR);
    world.rota.imported(start);
    RotaParts.Calendars calendars = world.rota.calendars;
    calendars.at.put(RotaParts.URL, calendar("ann"));
    world.settle();
    assertThat(onCall()).containsExactly("ann");
    world.pass(Duration.ofMinutes(9));
    assertThat(calendars.asked).hasSize(1);
    calendars.at.put(RotaParts.URL, calendar("bob"));
    world.pass(Duration.ofMinutes(1));
    assertThat(calendars.asked).hasSize(2);
    assertThat(onCall()).containsExactly("bob");
    calendars.at.remove(RotaParts.URL);
    world.pass(Duration.ofMinutes(10));
    world.pass(Duration.ofMinutes(10));
    assertThat(onCall()).containsExactly("bob");
    calendars.at.put(RotaParts.URL, "<html>gone</html>");
    world.pass(Duration.ofMinutes(10));
    assertThat(onCall()).containsExactly("bob");
    calendars.at.put(RotaParts.URL, calendar("ann", "[L1] nobody"));
    world.pass(Duration.ofMinutes(10));
    assertThat(onCall()).containsExactly("ann");
    assertThat(world.rota.story())
        .containsExactly(
            start + " >ann",
            start.plus(Duration.ofMinutes(10)) + " ann>bob",
            "calendar_trouble",
            "calendar_trouble",
            start.plus(Duration.ofMinutes(50)) + " bob>ann",
            "empty_shifts",
            "calendar_read");
    assertThat(due()).containsExactly(start.plus(Duration.ofMinutes(60)));
  }

  private Item stored(String type) {
    return table.everything().stream()
        .filter(item -> item.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private void damage(String type, String name, Object value) {
    table.put(stored(type).toBuilder().set(name, value).build(), null);
  }

  /** Its story goes on where it was; what was told stays told. */
  @Test
  void whatIsRememberedAndDamagedBeginsAnew() {
    world.rota.daily(start, "ann", "bob");
    world.settle();
    for (Object bad : List.of("never", 5L, List.of(1L))) {
      damage("watch", "seen", bad);
      world.pass(Duration.ofDays(1));
    }
    world.pass(Duration.ofDays(1));

    assertThat(onCall()).containsExactly("ann");
    assertThat(world.rota.story()).doesNotHaveDuplicates().contains(start + " >ann");
    assertThat(world.rota.story().getLast()).isEqualTo(start.plus(Duration.ofDays(4)) + " bob>ann");
    assertThat(due()).hasSize(1);
    assertThat(table.damageHeard()).hasSize(3);
  }

  @Test
  void aCopyThatIsDamagedIsFetchedAgain() {
    world.rota.user("ann", Role.EDITOR);
    world.rota.user("bob", Role.EDITOR);
    world.rota.imported(start);
    world.rota.calendars.at.put(RotaParts.URL, calendar("ann"));
    world.settle();
    List<Runnable> damages =
        List.of(
            () -> damage("calendar part", "bytes", new byte[] {1, 2, 3}),
            () -> damage("calendar part", "bytes", "no bytes"),
            () -> damage("calendar", "digest", 5L),
            () -> damage("calendar", "parts", "many"));
    String who = "ann";
    for (Runnable damage : damages) {
      who = who.equals("ann") ? "bob" : "ann";
      world.rota.calendars.at.put(RotaParts.URL, calendar(who));
      damage.run();

      world.pass(Duration.ofMinutes(10));

      assertThat(onCall()).containsExactly(who);
      assertThat(world.rota.copies.find(JobWorld.ORG, RotaParts.SCHEDULE, RotaParts.URL))
          .isPresent();
    }
    assertThat(table.damageHeard()).hasSizeGreaterThanOrEqualTo(damages.size());
  }

  /** Everything the job writes may be the last thing it writes. */
  @Test
  void everyWriteMayBeTheLast() {
    for (int write = 1; write <= 2; write++) {
      for (boolean late : List.of(false, true)) {
        var time = new TestClock();
        var memory = new MemoryTable(time);
        var before = new JobWorld(time, memory, 1);
        Instant begin = time.instant().truncatedTo(ChronoUnit.SECONDS);
        before.rota.daily(begin, "ann", "bob");
        before.settle();
        time.advance(Duration.ofDays(3));
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        var dying = new JobWorld(time, crashing, 2);
        if (write == 1) {
          assertThatThrownBy(() -> dying.sweep(TimerKind.SHIFT_EVALUATION))
              .isInstanceOf(Crash.class);
        } else {
          dying.sweep(TimerKind.SHIFT_EVALUATION);
          assertThat(crashing.writes()).as("one commit is all").isEqualTo(1);
        }
        var after = new JobWorld(time, memory, 3);
        after.settle();
        assertThat(after.rota.story())
            .containsExactly(
                begin + " >ann",
                begin.plus(Duration.ofDays(1)) + " ann>bob",
                begin.plus(Duration.ofDays(2)) + " bob>ann",
                begin.plus(Duration.ofDays(3)) + " ann>bob");
        assertThat(after.standing(TimerKind.SHIFT_EVALUATION)).hasSize(1);
      }
    }
  }

  @Test
  void everyWriteOfARefreshMayBeTheLast() {
    for (int write = 1; write <= 4; write++) {
      for (boolean late : List.of(false, true)) {
        var time = new TestClock();
        var memory = new MemoryTable(time);
        var before = new JobWorld(time, memory, 1);
        Instant begin = time.instant().truncatedTo(ChronoUnit.SECONDS);
        before.rota.user("ann", Role.EDITOR);
        before.rota.user("bob", Role.EDITOR);
        before.rota.imported(begin);
        before.rota.calendars.at.put(RotaParts.URL, calendar("ann"));
        before.settle();
        time.advance(Duration.ofMinutes(10));
        CrashingTable crashing =
            late ? CrashingTable.after(write, memory) : CrashingTable.before(write, memory);
        var dying = new JobWorld(time, crashing, 2);
        dying.rota.calendars.at.put(RotaParts.URL, calendar("bob"));
        assertThatThrownBy(() -> dying.sweep(TimerKind.SHIFT_EVALUATION)).isInstanceOf(Crash.class);
        var after = new JobWorld(time, memory, 3);
        after.rota.calendars.at.put(RotaParts.URL, calendar("bob"));
        after.settle();
        assertThat(after.rota.story())
            .as("write %s %s", write, late)
            .containsExactly(begin + " >ann", begin.plus(Duration.ofMinutes(10)) + " ann>bob");
        assertThat(after.standing(TimerKind.SHIFT_EVALUATION)).hasSize(1);
      }
    }
  }

  @Test
  void whatIsStoredIsWhatWouldBeCalculated() {
    world.rota.daily(start, "ann", "bob", "cyd");
    for (int i = 0; i < 40; i++) {
      world.pass(Duration.ofHours(17));
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      var rota = world.rota.rotas.of(world.rota.row(), new Window(now, now.plus(OnCall.HORIZON)));
      assertThat(Objects.requireNonNull(world.rota.row().onCall()).at(now))
          .contains(OnCall.at(rota, now).users());
    }
  }
}
