package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.MemoryTable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The intake function's own processor time for an alert, warm, on the table in memory: from the
 * event's bytes to the answer's bytes.
 */
final class CpuPart implements Part {

  private static final int WARM_UP = 12_000;
  private static final int MEASURED = 4_000;
  private static final int BATCH = 50;

  /** A bit more than a second, so that the limits allow them all. */
  private static final Duration APART = Duration.ofMillis(1_010);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public Results run(Options options) {
    var results =
        new Results(
            "The handler's own processor time for an alert, µs",
            "type",
            "alert",
            "median",
            "p90",
            "target",
            "met");
    measure(results, "webhook", Payloads::plain);
    measure(results, "formatted_webhook", key -> Payloads.formatted(key, "alerting", 1));
    measure(results, "alertmanager", Payloads::alertmanager);
    results.note(
        "limits on, alerts a second apart, so that one in five reads its integration anew;"
            + " thread time of batches of "
            + BATCH
            + " after "
            + WARM_UP
            + " alerts, default flags");
    return results;
  }

  private interface Payload {
    Map<String, ?> of(String key);
  }

  private void measure(Results results, String type, Payload payload) {
    MovedClock clock = new MovedClock();
    Deployed functions = new Deployed(new MemoryTable(clock), clock, true);
    String path = functions.integration(type);
    // webhook has no key of its own: repeated ones are alike, opening ones resolve nothing and
    // join; only its repeated alert is measured.
    run(results, functions, path, type, "repeated", 200, i -> event(path, payload, "disk-1"));
    if (type.equals("webhook")) return;
    run(results, functions, path, type, "opens a group", 0, i -> event(path, payload, "k-" + i));
  }

  private static byte[] event(String path, Payload payload, String key) {
    return Deployed.event("POST", path, "", Json.write(payload.of(key)));
  }

  private void run(
      Results results,
      Deployed functions,
      String path,
      String type,
      String what,
      int target,
      IntFunction<byte[]> events) {
    RequestStreamHandler intake = functions.intake();
    double[] micros = new double[MEASURED / BATCH];
    byte[][] batch = new byte[BATCH][];
    for (int i = 0; i < WARM_UP + MEASURED; i += BATCH) {
      for (int j = 0; j < BATCH; j++) batch[j] = events.apply(i + j);
      byte[] answer = {};
      long before = threads.getCurrentThreadCpuTime();
      for (byte[] event : batch) {
        functions.pass(APART);
        answer = Deployed.invoke(intake, event);
      }
      long used = threads.getCurrentThreadCpuTime() - before;
      if (!new String(answer, UTF_8).contains("200")) {
        throw new IllegalStateException(path + ": " + new String(answer, UTF_8));
      }
      if (i >= WARM_UP) micros[(i - WARM_UP) / BATCH] = used / 1_000.0 / BATCH;
    }
    functions.messages().clear();
    Arrays.sort(micros);
    double median = micros[micros.length / 2];
    results.row(
        type,
        what,
        median,
        micros[micros.length * 9 / 10],
        target == 0 ? "" : "≤ " + target,
        target == 0 ? "" : median <= target ? "yes" : "NO");
  }
}
