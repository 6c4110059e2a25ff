package dev.watchbill.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The local runner in a process of its own, which may be killed and started again. */
final class Runner extends Api {

  private static final Duration START = Duration.ofSeconds(60);

  private final ProcessBuilder builder;
  private @Nullable Process process;

  /**
   * @param data a folder, or {@code memory}
   */
  Runner(Path target, String data) throws IOException {
    this(freePort(), target, data);
  }

  private Runner(int port, Path target, String data) throws IOException {
    super(URI.create("http://127.0.0.1:" + port));
    Path log = target.resolve("runner.log");
    Files.createDirectories(target);
    Files.deleteIfExists(log);
    builder =
        new ProcessBuilder(
                List.of(
                    Child.java(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Child.classPath(),
                    "dev.watchbill.local.Main"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "WATCHBILL_PORT",
                Integer.toString(port),
                "WATCHBILL_TOKEN",
                Deployed.TOKEN,
                "WATCHBILL_DATA",
                data,
                "WATCHBILL_CLOCK",
                "system",
                "WATCHBILL_LIMITS",
                "off"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts and waits until it serves; returns how long that took. */
  Duration start() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process started = builder.start();
    process = started;
    while (true) {
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      if (!started.isAlive()) throw new IllegalStateException("the runner ended: see runner.log");
      if (waited.compareTo(START) > 0) throw new IllegalStateException("the runner does not start");
      try {
        if (send("GET", "/-/ready", null).statusCode() == 200) return waited;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
  }

  /**
   * Processor time used so far.
   *
   * @param runner of the runner's own process
   * @param table of the process that serves its table
   */
  record Used(Duration runner, Duration table) {
    Used less(Used earlier) {
      return new Used(runner.minus(earlier.runner), table.minus(earlier.table));
    }
  }

  Used used() {
    if (process == null) return new Used(Duration.ZERO, Duration.ZERO);
    Duration table = process.descendants().map(Runner::used).reduce(Duration.ZERO, Duration::plus);
    return new Used(used(process.toHandle()), table);
  }

  private static Duration used(ProcessHandle handle) {
    return handle.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    if (process != null) process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      process.destroy();
      try {
        if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    super.close();
  }
}
