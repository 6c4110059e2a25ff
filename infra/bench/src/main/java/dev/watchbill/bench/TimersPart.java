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
import org.jspecify.annotations.Nullable;

/**
 * Silences that all end within one second, on the system's clock, through the local runner: once
 * with a table that costs no processor, once with DynamoDB Local, which does most of the work.
 */
final class TimersPart implements Part {

  private static final int SILENCES = 1_000;
  private static final int SENDERS = 8;
  private static final Duration TO_SET_THEM = Duration.ofSeconds(60);
  private static final Duration TO_END_THEM = Duration.ofSeconds(45);

  /** What DynamoDB takes for a small item, rounded up. */
  private static final Duration CLOUD = Duration.ofMillis(5);

  @Override
  public Results run(Options options) throws Exception {
    var results =
        new Results(
            SILENCES + " silences that end in one second",
            "table",
            "late by, p50, s",
            "p99",
            "most",
            "runner's CPU ms a timer",
            "table's CPU ms a timer",
            "p99 ≤ 2 s");
    String inMemory = "in memory, " + CLOUD.toMillis() + " ms a call";
    try (InProcess deployment = new InProcess(CLOUD);
        Api api = new Api(deployment.address())) {
      report(results, inMemory, measure(results, api, null));
    }
    try (Runner runner = new Runner(options.target(), "memory")) {
      runner.start();
      report(results, "DynamoDB Local", measure(results, runner, runner));
    }
    results.note(
        "from the decision record: the instant of the end less the instant the silence was to end");
    return results;
  }

  /**
   * What came of the silences.
   *
   * @param late seconds, not a number where a silence did not end
   * @param used null where the deployment shares the process with this
   */
  private record Ended(double[] late, Runner.@Nullable Used used) {}

  private static Ended measure(Results results, Api api, @Nullable Runner runner) throws Exception {
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      Api.Source source = api.integration("formatted_webhook");
      each(
          senders,
          SILENCES,
          i -> api.send("POST", source.path(), Payloads.formatted("key-" + i, "alerting", i)));
      List<Map<?, ?>> groups = api.rows("/api/v1/alert_groups/?integration_id=" + source.id(), 100);
      results.mustBe(groups.size() == SILENCES, "only " + groups.size() + " groups");
      Clock clock = Clock.systemUTC();
      Instant end = clock.instant().plus(TO_SET_THEM);
      each(
          senders,
          groups.size(),
          i -> {
            long delay = Math.max(1, Duration.between(clock.instant(), end).toSeconds());
            api.json("POST", silence(groups.get(i)), Map.of("delay", delay));
          });
      results.mustBe(
          clock.instant().isBefore(end.minusSeconds(2)), "the silences were set too late");
      sleepUntil(end.minusSeconds(2), clock);
      Runner.Used before = runner == null ? null : runner.used();
      // Nobody asks while they end: that would be measured as well.
      sleepUntil(end.plus(TO_END_THEM), clock);
      Runner.Used used = runner == null || before == null ? null : runner.used().less(before);
      double[] late = new double[groups.size()];
      each(senders, groups.size(), i -> late[i] = late(api, groups.get(i)));
      return new Ended(late, used);
    }
  }

  private static void sleepUntil(Instant then, Clock clock) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), then);
    if (wait.isPositive()) Thread.sleep(wait);
  }

  private static void report(Results results, String table, Ended ended) {
    long missing = Arrays.stream(ended.late).filter(Double::isNaN).count();
    results.mustBe(missing == 0, missing + " silences have not ended");
    double[] sorted =
        Arrays.stream(ended.late).filter(each -> !Double.isNaN(each)).sorted().toArray();
    if (sorted.length == 0) return;
    double p99 = sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    Runner.Used used = ended.used;
    results.row(
        table,
        sorted[sorted.length / 2],
        p99,
        sorted[sorted.length - 1],
        used == null ? "" : perTimer(used.runner(), sorted.length),
        used == null ? "" : perTimer(used.table(), sorted.length),
        p99 <= 2 ? "yes" : "NO");
  }

  private static double perTimer(Duration used, int timers) {
    return used.toNanos() / 1e6 / timers;
  }

  private static String silence(Map<?, ?> group) {
    return "/api/v1/alert_groups/" + group.get("id") + "/silence/";
  }

  /** Seconds between what the last silence promised and its end; not a number while it lasts. */
  private static double late(Api api, Map<?, ?> group) throws IOException, InterruptedException {
    Map<?, ?> story =
        api.json("GET", "/api/v1/alert_groups/" + group.get("id") + "/decisions/", null);
    Instant until = null;
    double late = Double.NaN;
    if (story.get("results") instanceof List<?> decisions) {
      for (Object each : decisions) {
        if (!(each instanceof Map<?, ?> decision)) continue;
        Instant at = Instant.parse(String.valueOf(decision.get("created_at")));
        if ("silenced".equals(decision.get("kind"))) until = until(decision);
        else if ("unsilenced".equals(decision.get("kind")) && until != null) {
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
