package dev.watchbill.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.change.Decision;
import dev.watchbill.domain.schedule.LeftOut.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Users named in vain and other zones: told once, by the look after the change. */
class ScheduleNewsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private static Shift shift(String start, @Nullable Recurrence rule, @Nullable ZoneId zone) {
    LocalDateTime at = LocalDateTime.parse(start);
    var details =
        new Shift.Details(
            "O1",
            "org",
            null,
            null,
            "O1",
            zone,
            0,
            at,
            at,
            Duration.ofHours(8),
            Shift.Source.API,
            Shift.Effective.ALWAYS,
            null,
            Instant.EPOCH,
            1);
    return rule == null
        ? new Shift.SingleEvent(details, List.of("ann"), null)
        : new Shift.RecurrentEvent(details, rule, List.of("ann"));
  }

  private static final Shift DAILY =
      shift("2026-01-01T09:00:00", Recurrence.every(Recurrence.Frequency.DAILY), null);

  private static Rota rota(Schedule schedule, Shift shift, LeftOut... leftOut) {
    return new Rota(
        schedule, List.of(shift), Rota.Imported.NONE, List.of(), "ann"::equals, List.of(leftOut));
  }

  /** Looks again and again, as the job does; the decisions of these kinds are what counts. */
  private static final class Looks {
    private ScheduleWatch watch = ScheduleWatch.begin("org", "S1", NOW);

    List<String> at(Instant now, Rota rota) {
      ShiftEvaluation.Look look = ShiftEvaluation.look(watch, rota, now);
      watch = ShiftEvaluationTest.stored(look.next());
      List<String> told = new ArrayList<>();
      for (ShiftEvaluation.Told each : look.told()) {
        for (Decision decision : each.decisions()) {
          var in = decision.inputs();
          switch (decision.kind()) {
            case "users_left_out" ->
                told.add(in.get("shift") + " " + in.get("users") + " (" + in.get("count") + ")");
            case "zone_changed" ->
                told.add(in.get("from") + " > " + in.get("to") + " " + in.get("at"));
            default -> {} // others are tested elsewhere
          }
        }
      }
      return told;
    }
  }

  @Test
  void whoIsNamedInVainIsToldOncePerChange() {
    Schedule schedule = Recorded.calendar(BERLIN);
    var looks = new Looks();
    Rota typo = rota(schedule, DAILY, new LeftOut("O1", Why.UNKNOWN, List.of("Uann", "Ubob")));
    assertThat(looks.at(NOW, typo)).containsExactly("O1 Uann,Ubob (2)");
    assertThat(looks.at(NOW, typo)).isEmpty();
    assertThat(looks.at(NOW.plusSeconds(99_999), typo)).isEmpty();

    Rota gone =
        rota(
            schedule,
            DAILY,
            new LeftOut("O1", Why.UNKNOWN, List.of("Uann", "Ubob")),
            new LeftOut("O1", Why.DELETED, List.of("eve")),
            new LeftOut("O1", Why.ROLE, List.of("dan")));
    assertThat(looks.at(NOW, gone)).containsExactly("O1 eve (1)", "O1 dan (1)");
    assertThat(looks.at(NOW, rota(schedule, DAILY))).isEmpty();
    assertThat(looks.at(NOW, typo)).as("mended, and wrong again").hasSize(1);
  }

  @Test
  void theReasonIsTold() {
    List<String> reasons = new ArrayList<>();
    for (Why why : Why.values()) {
      Rota rota = rota(Recorded.calendar(BERLIN), DAILY, new LeftOut("O1", why, List.of("U")));
      ScheduleNews news = ScheduleNews.of(ScheduleWatch.begin("org", "S1", NOW), rota, NOW);
      news.decisions().forEach(decision -> reasons.add(decision.reason()));
    }
    assertThat(reasons)
        .containsExactly(
            "a shift was written with ids that no user has; they were dropped from it",
            "users whom a shift names were deleted; nobody is on call in their place",
            "users whom a shift names may not be notified by their role");
  }

  @Test
  void manyAreCounted() {
    List<String> many = IntStream.range(0, 25).mapToObj(i -> "U" + i).toList();
    Rota rota = rota(Recorded.calendar(BERLIN), DAILY, new LeftOut("O1", Why.UNKNOWN, many));
    assertThat(new Looks().at(NOW, rota))
        .containsExactly("O1 U0,U1,U2,U3,U4,U5,U6,U7,U8,U9 and 15 more (25)");
  }

  @Test
  void whoLeavesAfterAShiftIsOverIsNotTold() {
    Schedule schedule = Recorded.calendar(BERLIN);
    Shift over = shift("2026-01-01T09:00:00", null, null);
    Shift running = shift("2026-07-01T09:00:00", null, null);
    LeftOut left = new LeftOut("O1", Why.DELETED, List.of("eve"));
    assertThat(new Looks().at(NOW, rota(schedule, over, left))).isEmpty();
    assertThat(new Looks().at(NOW, rota(schedule, running, left))).hasSize(1);
    Recurrence daily = Recurrence.every(Recurrence.Frequency.DAILY);
    for (int hours : List.of(-9, -7)) {
      var ended =
          new Recurrence(
              daily.frequency(),
              daily.interval(),
              daily.byDay(),
              daily.byMonth(),
              daily.byMonthDay(),
              daily.weekStart(),
              NOW.plus(Duration.ofHours(hours)));
      Shift shift = shift("2026-01-01T09:00:00", ended, null);
      assertThat(new Looks().at(NOW, rota(schedule, shift, left))).hasSize(hours < -8 ? 0 : 1);
    }
    // A write that names nobody is a mistake whenever the shift is.
    LeftOut unknown = new LeftOut("O1", Why.UNKNOWN, List.of("Uann"));
    assertThat(new Looks().at(NOW, rota(schedule, over, unknown))).hasSize(1);
  }

  @Test
  void longTextsAreCut() {
    assertThat(LeftOut.shortened("x".repeat(40))).hasSize(40);
    assertThat(LeftOut.shortened("x".repeat(4_000))).isEqualTo("x".repeat(40) + "…");
  }

  // Zones

  @Test
  void everyChangeOfZoneIsToldWithItsInstant() {
    Schedule.Calendar berlin = (Schedule.Calendar) Recorded.calendar(BERLIN);
    var looks = new Looks();
    assertThat(looks.at(NOW, rota(berlin, DAILY))).isEmpty();
    Instant first = NOW.plusSeconds(10);
    Instant second = NOW.plusSeconds(20);
    Schedule.Calendar tokyo = zoned(berlin, TOKYO, first);
    Schedule.Calendar back = zoned(tokyo, BERLIN, second);
    assertThat(looks.at(NOW.plusSeconds(60), rota(back, DAILY)))
        .containsExactly(
            "Europe/Berlin > Asia/Tokyo " + first, "Asia/Tokyo > Europe/Berlin " + second);
    assertThat(looks.at(NOW.plusSeconds(60), rota(back, DAILY))).isEmpty();
    assertThat(looks.at(NOW.plusSeconds(9_999), rota(back, DAILY))).isEmpty();
    Instant third = NOW.plusSeconds(10_000);
    assertThat(looks.at(third, rota(zoned(back, TOKYO, third), DAILY)))
        .containsExactly("Europe/Berlin > Asia/Tokyo " + third);
    assertThat(looks.at(third.plusSeconds(1), rota(zoned(back, TOKYO, third), DAILY))).isEmpty();
  }

  @Test
  void aZoneThatChangedBeforeTheFirstLookIsTold() {
    Schedule.Calendar tokyo =
        zoned((Schedule.Calendar) Recorded.calendar(BERLIN), TOKYO, NOW.minusSeconds(5));
    assertThat(new Looks().at(NOW, rota(tokyo, DAILY)))
        .containsExactly("Europe/Berlin > Asia/Tokyo " + NOW.minusSeconds(5));
  }

  @Test
  void theZoneThatAWebScheduleShowsIsToldToo() {
    var looks = new Looks();
    assertThat(looks.at(NOW, rota(Recorded.web(BERLIN), DAILY))).isEmpty();
    Instant later = NOW.plusSeconds(60);
    assertThat(looks.at(later, rota(Recorded.web(TOKYO), DAILY)))
        .containsExactly("Europe/Berlin > Asia/Tokyo " + later);
    assertThat(looks.at(later, rota(Recorded.web(TOKYO), DAILY))).isEmpty();
  }

  static Schedule.Calendar zoned(Schedule.Calendar old, ZoneId zone, Instant now) {
    return new Schedule.Calendar(
            old.details(),
            zone,
            old.shifts(),
            old.overridesUrl(),
            old.webOverrides(),
            old.changes())
        .after(old.zone(), now);
  }
}
