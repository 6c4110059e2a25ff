package dev.watchbill.bench;

import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Questions to three rotations: daily, weekly on working days, and every eight hours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SchedulesBenchmark {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final Window WEEK = new Window(NOW, NOW.plus(Duration.ofDays(7)));
  private static final Window YEAR = new Window(NOW, NOW.plus(Duration.ofDays(364)));

  @Param({"1 week", "52 weeks", "now", "next change"})
  public String question = "";

  @Param({"10", "100"})
  public int users;

  /** Age of the rotations. */
  @Param({"1", "20"})
  public int years;

  private Rota rota = rota(1, 1);

  @Setup
  public void prepare() {
    rota = rota(users, years);
  }

  /** The answer's size, so that it is made whole. */
  @Benchmark
  public int ask() {
    return switch (question) {
      case "1 week" -> FinalSchedule.of(rota, WEEK).rows().size();
      case "52 weeks" -> FinalSchedule.of(rota, YEAR).rows().size();
      case "now" -> OnCall.at(rota, NOW).users().size();
      case "next change" -> OnCall.nextChange(rota, NOW).isPresent() ? 1 : 0;
      default -> throw new IllegalArgumentException(question);
    };
  }

  private static Rota rota(int users, int years) {
    LocalDateTime start = LocalDateTime.of(2026 - years, 1, 5, 9, 0);
    List<List<String>> groups = new ArrayList<>();
    for (int i = 0; i < users; i++) groups.add(List.of("U" + i));
    Schedule schedule =
        new Schedule.Calendar(
            new Schedule.Details("S1", "org", null, "rota", null, null, Instant.EPOCH, 0),
            ZONE,
            List.of("O1", "O2", "O3"),
            null,
            false);
    Recurrence weekly =
        new Recurrence(
            Frequency.WEEKLY,
            1,
            List.of(
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY),
            List.of(),
            List.of(),
            DayOfWeek.MONDAY,
            null);
    Recurrence hourly =
        new Recurrence(Frequency.HOURLY, 8, List.of(), List.of(), List.of(), null, null);
    return Rota.of(
        schedule,
        List.of(
            rotation("O1", 0, start, Duration.ofHours(8), hourly, groups),
            rotation(
                "O2", 1, start, Duration.ofHours(12), Recurrence.every(Frequency.DAILY), groups),
            rotation("O3", 2, start, Duration.ofHours(4), weekly, groups)),
        user -> true);
  }

  private static Shift rotation(
      String id,
      int level,
      LocalDateTime start,
      Duration duration,
      Recurrence recurrence,
      List<List<String>> groups) {
    return new Shift.RollingUsers(
        new Shift.Details(
            id,
            "org",
            null,
            null,
            id,
            null,
            level,
            start,
            start,
            duration,
            Shift.Source.API,
            Shift.Effective.ALWAYS,
            null,
            Instant.EPOCH,
            0),
        recurrence,
        groups,
        0);
  }
}
