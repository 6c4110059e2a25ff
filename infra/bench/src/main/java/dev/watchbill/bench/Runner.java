package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.handlers.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The local runner in a process of its own, which may be killed and started again. */
final class Runner implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final ProcessBuilder builder;
  private final URI address;
  private @Nullable Process process;

  /**
   * @param data a folder, or {@code memory}
   */
  Runner(Path target, String data) throws IOException {
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
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

  HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", Deployed.TOKEN)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  Map<?, ?> json(String method, String path, @Nullable Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    if (!answer.body().startsWith("{")) return Map.of();
    try {
      if (Json.read(answer.body().getBytes(UTF_8)) instanceof Map<?, ?> map) return map;
    } catch (Json.Malformed e) {
      throw new IllegalStateException(answer.body(), e);
    }
    throw new IllegalStateException(answer.body());
  }

  /** The rows of all pages. */
  List<Map<?, ?>> rows(String path, int perPage) throws IOException, InterruptedException {
    List<Map<?, ?>> rows = new java.util.ArrayList<>();
    for (int page = 1; ; page++) {
      Map<?, ?> answer = json("GET", path + "&perpage=" + perPage + "&page=" + page, null);
      if (answer.get("results") instanceof List<?> results) {
        for (Object each : results) if (each instanceof Map<?, ?> row) rows.add(row);
      }
      if (answer.get("next") == null) return rows;
    }
  }

  /** Makes an integration. */
  Source integration(String type) throws IOException, InterruptedException {
    Map<?, ?> made = json("POST", "/api/v1/integrations/", Map.of("type", type));
    return new Source(
        String.valueOf(made.get("id")), URI.create(String.valueOf(made.get("link"))).getPath());
  }

  /**
   * An integration.
   *
   * @param path what its senders use
   */
  record Source(String id, String path) {}

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
    http.close();
  }
}
