package dev.watchbill.bench;

import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Who is on call by three rotations, warm: a week, a year, an instant, and the next change. */
final class SchedulesPart implements Part {

  /** Milliseconds for 10 users; 100 may take twice as long. */
  private static final Map<String, Double> TARGET = Map.of("1 week", 0.3, "52 weeks", 5.0);

  @Override
  public Results run(Options options) throws Exception {
    Results results =
        new Results(
            "Who is on call by three rotations, ms",
            "question",
            "users",
            "age in years",
            "least",
            "mean",
            "target",
            "met");
    var jmh =
        new OptionsBuilder()
            .include(SchedulesBenchmark.class.getName())
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs("-XX:+UseSerialGC")
            .build();
    for (RunResult run : new Runner(jmh).run()) {
      String question = run.getParams().getParam("question");
      String users = run.getParams().getParam("users");
      double mean = run.getPrimaryResult().getScore() / 1000;
      double target = TARGET.getOrDefault(question, 0.0) * (users.equals("10") ? 1 : 2);
      results.row(
          question,
          users,
          run.getParams().getParam("years"),
          text(run.getPrimaryResult().getStatistics().getMin() / 1000),
          text(mean),
          target == 0 ? "" : "≤ " + text(target),
          target == 0 ? "" : mean <= target ? "yes" : "NO");
    }
    results.note("JMH, 1 fork, 2 + 5 iterations of a second; the target is held against the mean");
    return results;
  }

  private static String text(double millis) {
    return String.format(Locale.ROOT, "%.3f", millis);
  }
}
