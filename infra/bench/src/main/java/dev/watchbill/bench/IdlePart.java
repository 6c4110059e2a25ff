package dev.watchbill.bench;

import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.util.Locale;

/**
 * What a month costs in which nothing happens: requests counted, times list prices of us-east-1
 * without any free tier except where said. Prices as of November 2026; they are constants and must
 * be looked up again before anybody relies on them.
 */
final class IdlePart implements Part {

  private static final int MINUTES = 730 * 60;
  private static final int POLLERS = 5;
  private static final int LONG_POLLS_PER_MINUTE = 3;
  private static final int ALARMS = 14;
  private static final int FREE_ALARMS = 10;

  private static final double LAMBDA_PER_MILLION = 0.20;
  private static final double LAMBDA_GB_SECOND_ARM = 0.0000133334;
  private static final double READS_PER_MILLION = 0.125;
  private static final double SQS_PER_MILLION = 0.40;
  private static final double SECRET = 0.40;
  private static final double ALARM = 0.10;
  private static final double LOGS_PER_GB = 0.50;
  private static final double KMS_PER_10_000 = 0.03;

  /** A sweep that finds nothing is one query; billed per millisecond at 1 GB. */
  private static final double SWEEP_SECONDS = 0.015;

  /** Lambda's three lines and the metric's one. */
  private static final double LOG_BYTES = 700;

  /** The table's key is asked for at most once in five minutes and caller. */
  private static final int KEY_USES_PER_HOUR = 12;

  @Override
  public Results run(Options options) {
    var results = new Results("A month without an alert", "what", "how many", "list price in $");
    MovedClock clock = new MovedClock();
    double readUnits = 0;
    int jobs;
    try (MeteredWorld world = new MeteredWorld(clock)) {
      Deployed functions = new Deployed(world.table(), clock, true);
      jobs = functions.jobs().size();
      for (TimerKind kind : functions.jobs().keySet()) functions.sweep(kind);
      clock.pass(Duration.ofMinutes(1));
      for (TimerKind kind : functions.jobs().keySet()) {
        MeteredWorld.Cost cost = world.of(() -> functions.sweep(kind));
        readUnits += cost.reads();
        results.mustBe(cost.writes() == 0, "an empty sweep of " + kind.slug() + " writes");
      }
    }
    double sweeps = (double) jobs * MINUTES;
    double polls = (double) jobs * POLLERS * LONG_POLLS_PER_MINUTE * MINUTES;
    double keyUses = (double) jobs * KEY_USES_PER_HOUR * MINUTES / 60;
    double gigabytes = sweeps * LOG_BYTES / 1e9;
    var bill = new Bill(results);
    bill.line(
        "SQS: long polls, " + jobs + " × 5 pollers × 3 a minute",
        polls,
        polls / 1e6 * SQS_PER_MILLION);
    bill.line("Secrets Manager: one secret", 1, SECRET);
    bill.line(
        "CloudWatch: alarms beyond the ten free ones",
        ALARMS - FREE_ALARMS,
        (ALARMS - FREE_ALARMS) * ALARM);
    bill.line(
        "KMS: uses of the table's managed key, at most", keyUses, keyUses / 1e4 * KMS_PER_10_000);
    bill.line("CloudWatch: GB of log of the sweeps", gigabytes, gigabytes * LOGS_PER_GB);
    bill.line("Lambda: sweeps", sweeps, sweeps / 1e6 * LAMBDA_PER_MILLION);
    bill.line(
        "Lambda: GB-seconds at 15 ms a sweep",
        sweeps * SWEEP_SECONDS,
        sweeps * SWEEP_SECONDS * LAMBDA_GB_SECOND_ARM);
    bill.line(
        "DynamoDB: read units", readUnits * MINUTES, readUnits * MINUTES / 1e6 * READS_PER_MILLION);
    bill.line("together (target: below 1)", 0, bill.total);
    results.note(
        "counted: read units of a sweep; from template.yaml: jobs, alarms, one secret; assumed: duration of a sweep, bytes of log, pollers, uses of the key");
    results.note(
        "not counted: storage below 1 GB, the first ten custom metrics, schedules of the default event bus, SnapStart of Java");
    return results;
  }

  private static final class Bill {
    private final Results results;
    private double total;

    Bill(Results results) {
      this.results = results;
    }

    void line(String what, double count, double dollars) {
      boolean sum = count == 0;
      if (!sum) total += dollars;
      results.row(
          what,
          sum ? "" : String.format(Locale.ROOT, count < 10 ? "%.2f" : "%,.0f", count),
          String.format(Locale.ROOT, "%.2f", dollars));
    }
  }
}
