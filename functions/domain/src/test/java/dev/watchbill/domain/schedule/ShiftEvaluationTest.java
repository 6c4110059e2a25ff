package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Decision;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A look tells every handoff once, at its own instant, however often or seldom one looks. */
class ShiftEvaluationTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private static Shift shift(
      String id, int level, String start, Duration length, Recurrence rule, List<String> users) {
    LocalDateTime at = LocalDateTime.parse(start);
    var details =
        new Shift.Details(
            id,
            "org",
            null,
            null,
            id,
            null,
            level,
            at,
            at,
            length,
            Shift.Source.API,
            Shift.Effective.ALWAYS,
            null,
            Instant.EPOCH,
            1);
    return new Shift.RollingUsers(details, rule, users.stream().map(List::of).toList(), 0);
  }

  private static Rota rota(Shift... shifts) {
    return Rota.of(Recorded.calendar(BERLIN), List.of(shifts), user -> !user.equals("muted"));
  }

  private static final Shift WEEKLY =
      shift(
          "week",
          0,
          "2026-01-05T09:00:00",
          Duration.ofDays(7),
          Recurrence.every(Recurrence.Frequency.WEEKLY),
          List.of("alice", "bob", "carol"));
  private static final Shift NIGHTS =
      shift(
          "night",
          1,
          "2026-01-05T22:00:00",
          Duration.ofHours(8),
          Recurrence.every(Recurrence.Frequency.DAILY),
          List.of("dan", "erin"));

  private static List<String> handoffs(List<ShiftEvaluation.Told> told) {
    return told.stream()
        .flatMap(
            each ->
                each.decisions().stream()
                    .filter(decision -> decision.kind().equals("handoff"))
                    .map(
                        decision ->
                            each.at()
                                + " "
                                + decision.inputs().get("from")
                                + ">"
                                + decision.inputs().get("to")))
        .toList();
  }

  private static List<String> run(Rota rota, Duration step, Duration all) {
    var watch = ScheduleWatch.begin("org", "S1", START);
    List<String> told = new ArrayList<>();
    for (Instant now = START; !now.isAfter(START.plus(all)); now = now.plus(step)) {
      boolean more = true;
      for (int i = 0; more && i < 100; i++) {
        var look = ShiftEvaluation.look(watch, rota, now);
        told.addAll(handoffs(look.told()));
        watch = stored(look.next());
        more = look.unfinished();
      }
    }
    return told;
  }

  static ScheduleWatch stored(ScheduleWatch next) {
    return new ScheduleWatch(
        next.org(),
        next.schedule(),
        next.seen(),
        next.onCall(),
        next.gaps(),
        next.emptyShifts(),
        next.checked(),
        next.trouble(),
        next.calendars(),
        next.leftOut(),
        next.clock(),
        next.due(),
        next.ledger(),
        next.version() + 1);
  }

  @Test
  void itDoesNotMatterHowOftenOneLooks() {
    Rota rota = rota(WEEKLY, NIGHTS);
    Duration all = Duration.ofDays(100);
    List<String> often = run(rota, Duration.ofHours(2), all);
    assertThat(run(rota, Duration.ofDays(100), all)).isEqualTo(often);
    assertThat(often).startsWith(run(rota, Duration.ofHours(31), all).toArray(new String[0]));
    assertThat(often).doesNotHaveDuplicates();
    assertThat(often.subList(0, 4))
        .containsExactly(
            "2026-01-05T08:00:00Z >alice",
            "2026-01-05T21:00:00Z alice>dan",
            "2026-01-06T05:00:00Z dan>alice",
            "2026-01-06T21:00:00Z alice>erin");
    assertThat(often).contains("2026-03-30T07:00:00Z carol>alice"); // on the clock of summer
  }

  @Test
  void whoNeverChangesIsToldOnce() {
    Shift alone =
        shift(
            "week",
            0,
            "2026-01-05T09:00:00",
            Duration.ofDays(7),
            Recurrence.every(Recurrence.Frequency.WEEKLY),
            List.of("alice"));
    assertThat(run(rota(alone), Duration.ofDays(1), Duration.ofDays(60))).hasSize(1);
  }

  @Test
  void gapsAndEmptyShiftsAreToldOnce() {
    Shift office =
        shift(
            "office",
            0,
            "2026-01-05T09:00:00",
            Duration.ofHours(8),
            Recurrence.every(Recurrence.Frequency.DAILY),
            List.of("alice", "muted"));
    Rota rota = rota(office);
    var watch = ScheduleWatch.begin("org", "S1", START);
    List<Decision> told = new ArrayList<>();
    Set<String> days = new HashSet<>();
    for (int hour = 0; hour < 24 * 10; hour++) {
      var look = ShiftEvaluation.look(watch, rota, START.plus(Duration.ofHours(hour)));
      for (var each : look.told()) {
        for (Decision decision : each.decisions()) {
          if (decision.kind().equals("handoff")) continue;
          told.add(decision);
          days.add(decision.kind() + decision.inputs().get("first_start"));
        }
      }
      watch = stored(look.next());
    }
    assertThat(told).filteredOn(d -> d.kind().equals("gaps")).hasSize(1 + 10);
    assertThat(told).filteredOn(d -> d.kind().equals("empty_shifts")).hasSize(1 + 10 / 2);
    assertThat(days).hasSameSizeAs(told);
    assertThat(told.getFirst().inputs()).containsEntry("count", "30");
  }

  @Test
  void aRewrittenPastIsOneHandoffNow() {
    Rota before = rota(WEEKLY);
    var watch =
        stored(ShiftEvaluation.look(ScheduleWatch.begin("org", "S1", START), before, START).next());
    Rota after =
        new Rota(before.schedule(), before.shifts(), Rota.Imported.NONE, List.of(), "bob"::equals);
    Instant later = START.plus(Duration.ofDays(9));
    var look = ShiftEvaluation.look(watch, after, later);
    assertThat(handoffs(look.told())).containsExactly(later + " alice>bob");
    assertThat(look.next().seen()).isEqualTo(later);
    assertThat(handoffs(ShiftEvaluation.look(stored(look.next()), after, later).told())).isEmpty();
  }

  @Test
  void aSecondBetweenTwoPeopleIsNobodysTime() {
    Rota.Imported days =
        window -> {
          List<Occurrence> all = new ArrayList<>();
          for (int day = 0; day < 5; day++) {
            Instant start = Instant.parse("2026-01-05T00:00:00Z").plus(Duration.ofDays(day));
            all.add(
                new Occurrence(
                    "d" + day,
                    0,
                    false,
                    true,
                    start,
                    start.plus(Duration.ofDays(1)).minusSeconds(1),
                    start.plus(Duration.ofDays(1)).minusSeconds(1),
                    List.of(day % 2 == 0 ? "alice" : "bob"),
                    List.of(),
                    java.util.Map.of()));
          }
          return all.stream().filter(each -> each.overlaps(window.start(), window.end())).toList();
        };
    Rota rota = new Rota(Recorded.calendar(BERLIN), List.of(), days, List.of(), user -> true);
    List<String> expected =
        List.of(
            "2026-01-05T08:00:00Z >alice",
            "2026-01-06T00:00:00Z alice>bob",
            "2026-01-07T00:00:00Z bob>alice",
            "2026-01-08T00:00:00Z alice>bob",
            "2026-01-09T00:00:00Z bob>alice",
            "2026-01-09T23:59:59Z alice>");
    assertThat(run(rota, Duration.ofDays(20), Duration.ofDays(20))).isEqualTo(expected);
    var watch =
        stored(ShiftEvaluation.look(ScheduleWatch.begin("org", "S1", START), rota, START).next());
    Instant hole = Instant.parse("2026-01-05T23:59:59Z");
    var look = ShiftEvaluation.look(watch, rota, hole);
    assertThat(look.told()).isEmpty();
    var after = ShiftEvaluation.look(stored(look.next()), rota, hole.plusSeconds(1));
    assertThat(handoffs(after.told())).containsExactly("2026-01-06T00:00:00Z alice>bob");
  }

  @Test
  void whoSleptForYearsTellsTheLastOne() {
    Instant late = START.plus(Duration.ofDays(2_000));
    var watch =
        stored(
            ShiftEvaluation.look(ScheduleWatch.begin("org", "S1", START), rota(WEEKLY), START)
                .next());
    int told = 0;
    boolean more = true;
    for (int i = 0; more; i++) {
      assertThat(i).isLessThan(10);
      var look = ShiftEvaluation.look(watch, rota(WEEKLY), late);
      told += look.told().size();
      more = look.unfinished();
      watch = stored(look.next());
    }
    assertThat(told).isBetween(50, 55);
  }
}
