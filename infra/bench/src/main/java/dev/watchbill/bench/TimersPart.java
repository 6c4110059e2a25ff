package dev.watchbill.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Silences that all end within one second, on the system's clock, through the local runner. */
final class TimersPart implements Part {

  private static final int SILENCES = 1_000;
  private static final int SENDERS = 8;
  private static final Duration TO_SET_THEM = Duration.ofSeconds(60);

  @Override
  public Results run(Options options) throws Exception {
    var results =
        new Results(
            SILENCES + " silences that end in one second", "what", "value", "target", "met");
    try (Runner runner = new Runner(options.target(), "memory");
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      runner.start();
      Runner.Source source = runner.integration("formatted_webhook");
      each(
          senders,
          SILENCES,
          i -> runner.send("POST", source.path(), Payloads.formatted("key-" + i, "alerting", i)));
      List<Map<?, ?>> groups =
          runner.rows("/api/v1/alert_groups/?integration_id=" + source.id(), 100);
      Clock clock = Clock.systemUTC();
      Instant end = clock.instant().plus(TO_SET_THEM);
      each(
          senders,
          groups.size(),
          i -> {
            long delay = Math.max(1, Duration.between(clock.instant(), end).toSeconds());
            runner.json("POST", silence(groups.get(i)), Map.of("delay", delay));
          });
      results.mustBe(clock.instant().isBefore(end), "the silences were set too late");
      Duration wait = Duration.between(clock.instant(), end).plusSeconds(10);
      if (wait.isPositive()) Thread.sleep(wait);
      double[] late = new double[groups.size()];
      each(senders, groups.size(), i -> late[i] = late(runner, groups.get(i)));
      report(results, late);
    }
    return results;
  }

  private static void report(Results results, double[] late) {
    long missing = Arrays.stream(late).filter(Double::isNaN).count();
    double[] sorted = Arrays.stream(late).filter(each -> !Double.isNaN(each)).sorted().toArray();
    results.mustBe(missing == 0, missing + " silences have not ended");
    if (sorted.length == 0) return;
    double p99 = sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    results.row("late by, p50, s", sorted[sorted.length / 2], "", "");
    results.row("late by, p99, s", p99, "≤ 2", p99 <= 2 ? "yes" : "NO");
    results.row("late by, most, s", sorted[sorted.length - 1], "", "");
    results.row("never ended", missing, "0", missing == 0 ? "yes" : "NO");
    results.note(
        "from the decision record: the instant of the end less the instant the silence was to end");
  }

  private static String silence(Map<?, ?> group) {
    return "/api/v1/alert_groups/" + group.get("id") + "/silence/";
  }

  /** Seconds between what the last silence promised and its end; not a number while it lasts. */
  private static double late(Runner runner, Map<?, ?> group)
      throws IOException, InterruptedException {
    Map<?, ?> story =
        runner.json("GET", "/api/v1/alert_groups/" + group.get("id") + "/decisions/", null);
    Instant until = null;
    double late = Double.NaN;
    if (story.get("results") instanceof List<?> decisions) {
      for (Object each : decisions) {
        if (!(each instanceof Map<?, ?> decision)) continue;
        Instant at = Instant.parse(String.valueOf(decision.get("created_at")));
        if ("silenced".equals(decision.get("decision"))) until = until(decision);
        else if ("unsilenced".equals(decision.get("decision")) && until != null) {
          late = Duration.between(until, at).toNanos() / 1e9;
        }
      }
    }
    return late;
  }

  private static Instant until(Map<?, ?> decision) {
    return decision.get("inputs") instanceof Map<?, ?> facts
        ? Instant.parse(String.valueOf(facts.get("until")))
        : Instant.EPOCH;
  }

  private interface Step {
    void at(int i) throws IOException, InterruptedException;
  }

  private static void each(ExecutorService senders, int count, Step step) throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = i;
      all.add(
          senders.submit(
              () -> {
                step.at(n);
                return null;
              }));
    }
    for (Future<?> each : all) each.get();
  }
}
