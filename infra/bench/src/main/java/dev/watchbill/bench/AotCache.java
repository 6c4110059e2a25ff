package dev.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mvn -Paot verify}: unpacks the package into {@code target/aot}, lets the intake function
 * answer alerts there and keeps what the virtual machine learned as {@code watchbill.aot}; then
 * starts it once with the cache demanded, which fails when the cache cannot be used.
 */
public final class AotCache {

  private static final String FUNCTION = "dev.watchbill.handlers.wiring.Functions$Intake";
  private static final String INVOKE = "dev.watchbill.handlers.wiring.Invoke";

  private AotCache() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Options options = Options.of(List.of(args), List.of());
    Path folder = options.target().resolve("aot").toAbsolutePath();
    try (Packaged packaged = new Packaged(folder)) {
      Path cache = folder.resolve("watchbill.aot");
      make(packaged, cache);
      run(packaged, List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"), 1);
      Files.deleteIfExists(packaged.event());
      System.out.println(
          cache + ", " + Files.size(cache) / 1_000_000 + " MB, for the jars beside it in lib/");
    }
  }

  /** Trains on four alerts: one opens a group, the others repeat it. */
  static void make(Packaged packaged, Path cache) throws IOException, InterruptedException {
    Files.deleteIfExists(cache);
    run(packaged, List.of("-XX:AOTCacheOutput=" + cache), 4);
  }

  private static void run(Packaged packaged, List<String> flags, int alerts)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Child.java()));
    command.addAll(Packaged.flags());
    command.addAll(flags);
    command.addAll(List.of("-cp", packaged.classPath(), INVOKE, FUNCTION));
    for (int i = 0; i < alerts; i++) command.add(packaged.event().toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(packaged.environment());
    Process process = builder.start();
    String said;
    try (var lines = process.inputReader()) {
      said = String.join("\n", lines.lines().toList());
    }
    long answered = said.lines().filter(line -> line.contains("\"statusCode\":200")).count();
    if (process.waitFor() != 0 || answered != alerts) throw new IllegalStateException(said);
  }
}
