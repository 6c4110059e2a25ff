package dev.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Kills the runner again and again while numbered alerts come in, each sent once. What was accepted
 * must be there once; what was not answered may be there, once; each key has one open group.
 */
final class CrashPart implements Part {

  private static final int KEYS = 5;
  private static final int SENDERS = 4;
  private static final int PER_PAGE = 1_000;

  private record Sent(
      Set<Long> accepted, Set<Long> unanswered, Set<Long> refused, Map<Integer, Integer> statuses) {
    Sent() {
      this(
          ConcurrentHashMap.newKeySet(),
          ConcurrentHashMap.newKeySet(),
          ConcurrentHashMap.newKeySet(),
          new ConcurrentHashMap<>());
    }
  }

  @Override
  public Results run(Options options) throws IOException, InterruptedException {
    var results = new Results("Killed under load", "what", "how many");
    Path data = options.target().resolve("crash-data").toAbsolutePath();
    delete(data);
    Random random = new Random(options.seed());
    Sent sent = new Sent();
    double slowest = 0;
    try (Runner runner = new Runner(options.target(), data.toString())) {
      runner.start();
      Api.Source source = runner.integration("formatted_webhook");
      AtomicBoolean over = new AtomicBoolean();
      List<Thread> senders = senders(runner, source, over, sent);
      for (int i = 0; i < options.kills(); i++) {
        Thread.sleep(Duration.ofMillis(500 + random.nextInt(4_500)));
        runner.kill();
        slowest = Math.max(slowest, runner.start().toMillis() / 1e3);
      }
      Thread.sleep(Duration.ofSeconds(1));
      over.set(true);
      for (Thread sender : senders) sender.join();
      report(results, options, sent, stored(runner, source, results));
    }
    delete(data);
    results.row("slowest restart, s", slowest);
    results.note(
        "SIGKILL of the runner, whose DynamoDB Local ends with it; same folder, port and token; "
            + SENDERS
            + " senders, seed "
            + options.seed());
    return results;
  }

  private static List<Thread> senders(
      Runner runner, Api.Source source, AtomicBoolean over, Sent sent) {
    AtomicLong numbers = new AtomicLong();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!over.get()) one(runner, source, numbers.incrementAndGet(), sent);
                  }));
    }
    return senders;
  }

  private static void one(Runner runner, Api.Source source, long number, Sent sent) {
    try {
      int status =
          runner
              .send(
                  "POST",
                  source.path(),
                  Payloads.formatted("key-" + number % KEYS, "alerting", number))
              .statusCode();
      if (status == 200) {
        sent.accepted.add(number);
      } else {
        sent.refused.add(number);
        sent.statuses.merge(status, 1, Integer::sum);
        pause();
      }
    } catch (java.net.ConnectException nobodyThere) {
      pause();
    } catch (IOException e) {
      sent.unanswered.add(number);
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often each number is stored. */
  private static Map<Long, Integer> stored(Runner runner, Api.Source source, Results results)
      throws IOException, InterruptedException {
    Map<Long, Integer> stored = new HashMap<>();
    List<Map<?, ?>> groups =
        runner.rows("/api/v1/alert_groups/?integration_id=" + source.id(), 100);
    results.mustBe(groups.size() == KEYS, groups.size() + " groups for " + KEYS + " keys");
    long counted = 0;
    long found = 0;
    for (Map<?, ?> group : groups) {
      results.mustBe("firing".equals(group.get("state")), "a group is " + group.get("state"));
      counted += ((Number) java.util.Objects.requireNonNull(group.get("alerts_count"))).longValue();
      for (Map<?, ?> alert :
          runner.rows("/api/v1/alerts/?alert_group_id=" + group.get("id"), PER_PAGE)) {
        found++;
        if (alert.get("payload") instanceof Map<?, ?> payload
            && payload.get("number") instanceof Number number) {
          stored.merge(number.longValue(), 1, Integer::sum);
        }
      }
    }
    results.row("groups open, for " + KEYS + " keys", groups.size());
    results.row("alerts_count of all groups less the alerts listed", counted - found);
    results.mustBe(counted == found, "alerts_count says " + counted + ", listed are " + found);
    return stored;
  }

  private static void report(
      Results results, Options options, Sent sent, Map<Long, Integer> stored) {
    long lost = sent.accepted.stream().filter(number -> !stored.containsKey(number)).count();
    long doubled = stored.values().stream().filter(times -> times > 1).count();
    results.row("kills", options.kills());
    results.row("accepted", sent.accepted.size());
    results.row("accepted and lost", lost);
    results.row("stored more than once", doubled);
    results.row("not answered", sent.unanswered.size());
    results.row(
        "not answered, yet stored", sent.unanswered.stream().filter(stored::containsKey).count());
    results.row(
        "answered with an error"
            + (sent.statuses.isEmpty() ? "" : " " + sent.statuses.keySet())
            + " (503 is: not ready yet)",
        sent.refused.size());
    results.row(
        "answered with an error, yet stored",
        sent.refused.stream().filter(stored::containsKey).count());
    results.mustBe(lost == 0, lost + " accepted alerts are lost");
    results.mustBe(doubled == 0, doubled + " alerts are there twice");
    results.mustBe(!sent.accepted.isEmpty(), "nothing was accepted");
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) Files.deleteIfExists(file);
  }
}
