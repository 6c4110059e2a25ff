package dev.watchbill.bench;

import dev.watchbill.domain.schedule.FinalSchedule;
import dev.watchbill.domain.schedule.OnCall;
import dev.watchbill.domain.schedule.Recurrence;
import dev.watchbill.domain.schedule.Recurrence.Frequency;
import dev.watchbill.domain.schedule.Rota;
import dev.watchbill.domain.schedule.Schedule;
import dev.watchbill.domain.schedule.Shift;
import dev.watchbill.domain.schedule.Window;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Who is on call, warm: three rotations (daily, weekly on working days, every eight hours) of 10
 * and 100 users, one year and twenty years old, for a week, a year and an instant.
 */
final class SchedulesPart implements Part {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final int BATCHES = 40;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public Results run(Options options) {
    Results results =
        new Results(
            "Who is on call by three rotations, ms of processor time",
            "question",
            "users",
            "age in years",
            "rows",
            "median",
            "p90",
            "target",
            "met");
    for (int users : new int[] {10, 100}) {
      for (int years : new int[] {1, 20}) {
        Rota rota = rota(users, years);
        Window week = new Window(NOW, NOW.plus(Duration.ofDays(7)));
        Window year = new Window(NOW, NOW.plus(Duration.ofDays(364)));
        int twice = users == 10 ? 1 : 2;
        measure(results, "1 week", users, years, 0.3 * twice, () -> rows(rota, week));
        measure(results, "52 weeks", users, years, 5.0 * twice, () -> rows(rota, year));
        measure(results, "now", users, years, 0, () -> OnCall.at(rota, NOW).users().size());
        measure(
            results,
            "next change",
            users,
            years,
            0,
            () -> OnCall.nextChange(rota, NOW).isPresent() ? 1 : 0);
      }
    }
    results.note(
        "thread time of batches of 5 ms and more, after "
            + WARM_UP.toSeconds()
            + " s of warming each; a row is one person's time on call");
    return results;
  }

  private static int rows(Rota rota, Window window) {
    return FinalSchedule.of(rota, window).rows().size();
  }

  private void measure(
      Results results, String what, int users, int years, double target, IntSupplier question) {
    int rows = question.getAsInt();
    long warm = threads.getCurrentThreadCpuTime() + WARM_UP.toNanos();
    int runs = 0;
    while (threads.getCurrentThreadCpuTime() < warm) {
      if (question.getAsInt() != rows) throw new IllegalStateException(what);
      runs++;
    }
    int batch = Math.max(1, (int) (runs * 5_000_000L / WARM_UP.toNanos()));
    double[] millis = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long before = threads.getCurrentThreadCpuTime();
      for (int j = 0; j < batch; j++) {
        if (question.getAsInt() != rows) throw new IllegalStateException(what);
      }
      millis[i] = (threads.getCurrentThreadCpuTime() - before) / 1e6 / batch;
    }
    Arrays.sort(millis);
    double median = millis[BATCHES / 2];
    results.row(
        what,
        users,
        years,
        rows,
        text(median),
        text(millis[BATCHES * 9 / 10]),
        target == 0 ? "" : "≤ " + text(target),
        target == 0 ? "" : median <= target ? "yes" : "NO");
  }

  private static String text(double millis) {
    return String.format(java.util.Locale.ROOT, "%.3f", millis);
  }

  private static Rota rota(int users, int years) {
    LocalDateTime start = LocalDateTime.of(2026 - years, 1, 5, 9, 0);
    List<List<String>> groups = new ArrayList<>();
    for (int i = 0; i < users; i++) groups.add(List.of("U" + i));
    Schedule schedule =
        new Schedule.Calendar(
            new Schedule.Details(
                "S1", "org", null, "rota", null, null, List.of(), Instant.EPOCH, 0),
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
