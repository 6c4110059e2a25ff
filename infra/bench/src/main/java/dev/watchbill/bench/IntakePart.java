package dev.watchbill.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Alerts through the local runner, each connection sending its next one after the answer. */
final class IntakePart implements Part {

  private static final int KEYS = 200;
  private static final int WARM_UP_SECONDS = 5;

  @Override
  public Results run(Options options) throws IOException, InterruptedException {
    var results =
        new Results(
            "Alerts through the local runner",
            "connections",
            "accepted/s",
            "p50 ms",
            "p99 ms",
            "max ms",
            "errors",
            "runner's CPU ms an alert",
            "table's CPU ms an alert");
    try (Runner runner = new Runner(options.target(), "memory")) {
      runner.start();
      Api.Source source = runner.integration("formatted_webhook");
      send(runner, source, 10, WARM_UP_SECONDS);
      for (int connections : List.of(1, 10, 50)) {
        Runner.Used before = runner.used();
        Sent sent = send(runner, source, connections, options.seconds());
        Runner.Used used = runner.used().less(before);
        results.row(
            connections,
            Math.rint(sent.times.getTotalCount() / (double) options.seconds()),
            sent.millis(50),
            sent.millis(99),
            sent.times.getMaxValue() / 1e3,
            sent.errors.get(),
            used.runner().toMillis() / (double) sent.times.getTotalCount(),
            used.table().toMillis() / (double) sent.times.getTotalCount());
        results.mustBe(sent.errors.get() == 0, sent.errors + " alerts were not accepted");
      }
    }
    results.note(
        KEYS
            + " keys, limits off, data in memory; the sender, the runner and DynamoDB Local, which"
            + " does most of the work, share the machine");
    return results;
  }

  private static final class Sent {
    private final Histogram times = new ConcurrentHistogram(60_000_000L, 3);
    private final AtomicLong errors = new AtomicLong();

    double millis(double percentile) {
      return times.getValueAtPercentile(percentile) / 1e3;
    }
  }

  private static Sent send(Runner runner, Api.Source source, int connections, int seconds)
      throws InterruptedException {
    Sent sent = new Sent();
    AtomicLong number = new AtomicLong();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (System.nanoTime() < end) one(runner, source, number, sent);
                  }));
    }
    for (Thread thread : threads) thread.join();
    return sent;
  }

  private static void one(Runner runner, Api.Source source, AtomicLong number, Sent sent) {
    long n = number.incrementAndGet();
    long begin = System.nanoTime();
    try {
      int status =
          runner
              .send("POST", source.path(), Payloads.formatted("key-" + n % KEYS, "alerting", n))
              .statusCode();
      if (status == 200) sent.times.recordValue((System.nanoTime() - begin) / 1_000);
      else sent.errors.incrementAndGet();
    } catch (IOException e) {
      sent.errors.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
