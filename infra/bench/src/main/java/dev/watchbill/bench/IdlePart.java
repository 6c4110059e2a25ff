package dev.watchbill.bench;

import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.domain.timer.TimerKind;
import dev.watchbill.local.Template;
import dev.watchbill.local.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  private static final int FREE_ALARMS = 10;

  private static final double LAMBDA_PER_MILLION = 0.20;
  private static final double LAMBDA_GB_SECOND_ARM = 0.0000133334;
  private static final double READS_PER_MILLION = 0.125;
  private static final double SQS_PER_MILLION = 0.40;
  private static final double SECRET = 0.40;
  private static final double ALARM = 0.10;
  private static final double LOGS_PER_GB = 0.50;

  /** A sweep that finds nothing is one query for each kind; billed per millisecond at 1 GB. */
  private static final double SWEEP_SECONDS = 0.010;

  private static final double QUERY_SECONDS = 0.005;

  /** Lambda's three lines. */
  private static final double LOG_BYTES = 700;

  /** More kinds than there will be for long. */
  private static final int MANY_KINDS = 12;

  @Override
  public Results run(Options options) throws IOException {
    var results = new Results("A month without an alert", "what", "how many", "list price in $");
    int kinds = TimerKind.values().length;
    Deployment deployment = Deployment.read(Path.of("template.yaml"));
    double reads = readsOfASweep(results);
    Bill bill = Bill.of(deployment, kinds, reads);
    bill.lines.forEach(line -> results.row(line.what, line.howMany(), money(line.dollars)));
    results.row("together (target: below 1)", "", money(bill.total()));
    double many = Bill.of(deployment, MANY_KINDS, reads / kinds * MANY_KINDS).total();
    results.row("the same with " + MANY_KINDS + " kinds of timers", "", money(many));
    results.mustBe(many < 1, "an idle month costs a dollar or more");
    results.note(
        "counted: read units of a sweep; from template.yaml: schedules, queues that are read, alarms;"
            + " assumed: duration of a sweep, bytes of log, pollers");
    results.note(
        "not counted: storage below 1 GB, the first ten alarms and custom metrics, schedules of the"
            + " default event bus, SnapStart of Java, the table's encryption under the key of AWS");
    return results;
  }

  private static double readsOfASweep(Results results) {
    MovedClock clock = new MovedClock();
    try (MeteredWorld world = new MeteredWorld(clock)) {
      Deployed functions = new Deployed(world.table(), clock, true);
      functions.sweep();
      clock.pass(Duration.ofMinutes(1));
      MeteredWorld.Cost cost = world.of(functions::sweep);
      results.mustBe(cost.writes() == 0, "an empty sweep writes");
      return cost.reads();
    }
  }

  private static String money(double dollars) {
    return String.format(Locale.ROOT, "%.2f", dollars);
  }

  /** What there is of everything that costs something while nothing happens. */
  private record Deployment(int schedules, int readers, int secrets, long alarms) {
    static Deployment read(Path file) throws IOException {
      Template template = TemplateReader.read(file);
      List<String> lines = Files.readAllLines(file);
      return new Deployment(
          template.schedules().size(),
          template.queueSources().size(),
          Math.toIntExact(count(lines, "Type: AWS::SecretsManager::Secret")),
          count(lines, "Type: AWS::CloudWatch::Alarm"));
    }

    private static long count(List<String> lines, String line) {
      return lines.stream().filter(each -> each.strip().equals(line)).count();
    }
  }

  private record Line(String what, double count, double dollars) {
    String howMany() {
      return String.format(Locale.ROOT, count < 10 ? "%.2f" : "%,.0f", count);
    }
  }

  private record Bill(List<Line> lines) {
    static Bill of(Deployment deployment, int kinds, double readsOfASweep) {
      double sweeps = (double) deployment.schedules * MINUTES;
      double polls = (double) deployment.readers * POLLERS * LONG_POLLS_PER_MINUTE * MINUTES;
      double seconds = SWEEP_SECONDS + kinds * QUERY_SECONDS;
      double gigabytes = sweeps * LOG_BYTES / 1e9;
      double reads = readsOfASweep * sweeps;
      long alarms = Math.max(0, deployment.alarms - FREE_ALARMS);
      return new Bill(
          List.of(
              new Line("Secrets Manager: secrets", deployment.secrets, deployment.secrets * SECRET),
              new Line(
                  "SQS: long polls, " + deployment.readers + " × 5 pollers × 3 a minute",
                  polls,
                  polls / 1e6 * SQS_PER_MILLION),
              new Line(
                  "Lambda: GB-seconds at %.0f ms a sweep".formatted(seconds * 1000),
                  sweeps * seconds,
                  sweeps * seconds * LAMBDA_GB_SECOND_ARM),
              new Line("DynamoDB: read units", reads, reads / 1e6 * READS_PER_MILLION),
              new Line("CloudWatch: GB of log of the sweeps", gigabytes, gigabytes * LOGS_PER_GB),
              new Line("Lambda: sweeps", sweeps, sweeps / 1e6 * LAMBDA_PER_MILLION),
              new Line(
                  "CloudWatch: alarms beyond the ten free ones, of " + deployment.alarms,
                  alarms,
                  alarms * ALARM)));
    }

    double total() {
      return lines.stream().mapToDouble(Line::dollars).sum();
    }
  }
}
