package dev.watchbill.bench;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Routing of an alert through five hundred policies, beside the Go original's times. */
final class RoutingPart implements Part {

  /** Nanoseconds of the original, recorded on a similar shared machine; 0 where it has none. */
  private static final Map<String, Integer> ORIGINAL =
      new TreeMap<>(
          Map.of(
              "deep-equality", 330,
              "deep-regex", 1_778,
              "deep-regex-open", 0,
              "flat-first", 3_468,
              "flat-continue", 8_532));

  @Override
  public Results run(Options options) throws Exception {
    var results =
        new Results(
            "Routing an alert through 500 policies, ns", "tree", "least", "mean", "Go", "met");
    var jmh =
        new OptionsBuilder()
            .include(RoutingBenchmark.class.getName())
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(10)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs("-XX:+UseSerialGC")
            .build();
    for (RunResult run : new Runner(jmh).run()) {
      String shape = run.getParams().getParam("shape");
      // The original's times are the least of several runs, too: the machine does other work.
      double least = run.getPrimaryResult().getStatistics().getMin();
      int original = ORIGINAL.getOrDefault(shape, 0);
      results.row(
          shape,
          least,
          run.getPrimaryResult().getScore(),
          original == 0 ? "" : original,
          original == 0 ? "" : least <= original ? "yes" : "NO");
    }
    results.note("25 teams × 4 clusters × 5 priorities, or 500 siblings; alerts of six labels");
    results.note(
        "deep-regex: two plain alternatives; -open: the second ends in \\d+, an automaton");
    results.note(
        "JMH, 1 fork, 3 + 10 iterations of a second; the original's times are of another machine");
    return results;
  }
}
