package dev.watchbill.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From the start of a process to its first answer, with a real call to the table in it. */
final class ColdPart implements Part {

  private static final int RUNS = 7;

  /** The scale: how long the same virtual machine takes for nothing, in the same minutes. */
  private static final String EMPTY = "flags of template.yaml, nothing done";

  private record Way(
      List<String> command, int target, List<Double> millis, List<Double> megabytes) {
    Way(int target, List<String> flags, String classPath, List<String> arguments) {
      this(command(flags, classPath, arguments), target, new ArrayList<>(), new ArrayList<>());
    }

    private static List<String> command(
        List<String> flags, String classPath, List<String> arguments) {
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
        command.addAll(List.of("/usr/bin/taskset", "-c", "0"));
      }
      command.add(Child.java());
      command.addAll(flags);
      command.addAll(List.of("-cp", classPath, ColdStart.class.getName()));
      command.addAll(arguments);
      return command;
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
            "times nothing",
            "peak MB",
            "target",
            "met");
    try (Packaged packaged = new Packaged(options.target().resolve("cold"))) {
      // A cache also fits a class path that goes on behind the jars it was made of.
      String jars = packaged.classPath() + File.pathSeparator + Child.ownJar(options.target());
      Path cache = options.target().resolve("cold.aot").toAbsolutePath();
      AotCache.make(packaged, cache);
      List<String> cached = new ArrayList<>(Packaged.flags());
      cached.addAll(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
      String event = packaged.event().toString();
      List<String> given = List.of(event, packaged.endpoint(), Packaged.TABLE);
      Map<String, Way> ways = new LinkedHashMap<>();
      ways.put(EMPTY, new Way(0, Packaged.flags(), jars, List.of()));
      ways.put("defaults", new Way(1_300, List.of(), jars, given));
      ways.put("flags of template.yaml", new Way(1_300, Packaged.flags(), jars, given));
      ways.put("the same with an ahead-of-time cache", new Way(650, cached, jars, given));
      ways.put(
          "flags of template.yaml, reading its secret",
          new Way(1_300, Packaged.flags(), jars, List.of(event)));
      ways.put(
          "the same with an ahead-of-time cache, reading its secret",
          new Way(650, cached, jars, List.of(event)));
      // the table server warms up
      once(packaged, new Way(0, Packaged.flags(), jars, given));
      for (int i = 0; i < RUNS; i++) {
        for (Way way : ways.values()) once(packaged, way);
      }
      double nothing = median(Objects.requireNonNull(ways.get(EMPTY)).millis);
      ways.forEach((name, way) -> row(results, name, way, nothing));
      results.note(
          "the packaged jars; ahead-of-time cache of "
              + Files.size(cache) / 1_000_000
              + " MB; "
              + RUNS
              + " runs each, interleaved; DynamoDB Local on the other core answers the alert's calls");
      results.note(
          "reading its secret: the clients of Secrets Manager and SQS are made and the key is asked"
              + " for, as on Lambda when no snapshot is there");
    }
    return results;
  }

  private static void row(Results results, String name, Way way, double nothing) {
    double median = median(way.millis);
    double memory = median(way.megabytes);
    results.row(
        name,
        Math.rint(median),
        Math.rint(way.millis.stream().mapToDouble(each -> each).min().orElse(0)),
        median / nothing,
        Math.rint(memory),
        way.target == 0 ? "" : "≤ " + way.target + " ms, ≤ 100 MB",
        way.target == 0
            ? ""
            : (median <= way.target ? "yes" : "NO") + ", " + (memory <= 100 ? "yes" : "NO"));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(each -> each).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static void once(Packaged packaged, Way way) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(way.command).redirectErrorStream(true);
    builder.environment().putAll(packaged.environment());
    long start = System.nanoTime();
    Process process = builder.start();
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
