package dev.watchbill.bench;

import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.Pause;
import dev.watchbill.storage.TableConnection;
import dev.watchbill.storage.TableSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** From the start of a process to its first answer, with a real call to the table in it. */
final class ColdPart implements Part {

  private static final int RUNS = 5;
  private static final String TABLE = "cold";

  private record Way(List<String> flags, int target, List<Double> millis, List<Double> megabytes) {
    Way(int target, String... flags) {
      this(List.of(flags), target, new ArrayList<>(), new ArrayList<>());
    }
  }

  @Override
  public Results run(Options options) throws IOException, InterruptedException {
    var results =
        new Results(
            "Process start to first answer, one core",
            "flags",
            "median ms",
            "min ms",
            "peak MB",
            "target",
            "met");
    try (DynamoDbLocalProcess dynamo = DynamoDbLocalProcess.inMemory();
        DynamoDbClient client = TableConnection.at(dynamo.endpoint())) {
      TableSchema.create(client, TABLE);
      MovedClock clock = new MovedClock();
      var table = new DynamoTable(client, TABLE, clock, new Random(1), Pause.SLEEP, Meter.NONE);
      String path = new Deployed(table, clock, false).integration("formatted_webhook");
      List<String> arguments = List.of(dynamo.endpoint().toString(), TABLE, path);

      Path cache = options.target().resolve("cold.aot").toAbsolutePath();
      Files.deleteIfExists(cache);
      String serial = "-XX:+UseSerialGC";
      String c1 = "-XX:TieredStopAtLevel=1";
      Map<String, Way> ways = new LinkedHashMap<>();
      ways.put("defaults", new Way(1_300));
      ways.put(serial + " " + c1 + " (as deployed)", new Way(1_300, serial, c1));
      ways.put(
          "the same with an ahead-of-time cache",
          new Way(650, serial, c1, "-XX:AOTCache=" + cache));
      String jars = Child.jars(options.target());
      once(new Way(0, serial, c1), jars, arguments); // the table server warms up
      once(new Way(0, serial, c1, "-XX:AOTCacheOutput=" + cache), jars, arguments);
      for (int i = 0; i < RUNS; i++) {
        for (Way way : ways.values()) once(way, jars, arguments);
      }
      ways.forEach((name, way) -> row(results, name, way));
      results.note(
          "ahead-of-time cache of "
              + Files.size(cache) / 1_000_000
              + " MB; "
              + RUNS
              + " runs each, interleaved; DynamoDB Local on the other core answers the alert's calls");
    }
    return results;
  }

  private static void row(Results results, String name, Way way) {
    double median = median(way.millis);
    double memory = median(way.megabytes);
    results.row(
        name,
        Math.rint(median),
        Math.rint(way.millis.stream().mapToDouble(each -> each).min().orElse(0)),
        Math.rint(memory),
        "≤ " + way.target + " ms, ≤ 100 MB",
        (median <= way.target ? "yes" : "NO") + ", " + (memory <= 100 ? "yes" : "NO"));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static void once(Way way, String jars, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
      command.addAll(Arrays.asList("/usr/bin/taskset", "-c", "0"));
    }
    command.add(Child.java());
    command.addAll(way.flags);
    command.addAll(List.of("-cp", jars, ColdStart.class.getName()));
    command.addAll(arguments);
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    boolean answered = false;
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith("answered")) {
          way.millis.add((System.nanoTime() - start) / 1e6);
          answered = line.contains("200");
        } else if (line.startsWith("VmHWM")) {
          way.megabytes.add(Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_000);
        }
      }
    }
    if (process.waitFor() != 0 || !answered) throw new IllegalStateException(said.toString());
  }
}
