package dev.watchbill.dynamodblocal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running DynamoDB Local. Its class path is this module's own classes and the {@code lib} folder
 * beside them, where the build puts what it needs. It ends with {@link #close()} or with this JVM,
 * however that ends: the pipe to its standard input breaks.
 */
public final class DynamoDbLocalProcess implements AutoCloseable {

  private static final long START_SECONDS = 60;
  private static final long STOP_MILLIS = 1_500;

  private final Process process;
  private final int port;

  private DynamoDbLocalProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Keeps nothing; on any free port. */
  public static DynamoDbLocalProcess inMemory() {
    return start(null, 0);
  }

  /** Keeps its data in this folder, which is made if need be; on any free port. */
  public static DynamoDbLocalProcess in(Path folder) {
    return start(folder, 0);
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param folder of the data, or null to keep nothing
   * @param port on the loopback address, or 0 for any free one
   * @throws IllegalStateException with one line that says why it did not start
   */
  public static DynamoDbLocalProcess start(@Nullable Path folder, int port) {
    Path classes = ownClasses();
    Path lib = classes.resolveSibling("lib");
    if (!Files.isDirectory(lib)) {
      throw new IllegalStateException("DynamoDB Local is not built: no folder " + lib);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classes + File.pathSeparator + lib + File.separator + "*",
            DynamoDbLocal.class.getName(),
            Integer.toString(port)));
    if (folder != null) command.add(folder.toAbsolutePath().toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DDB_LOCAL_TELEMETRY", "0");
    try {
      Process process = builder.start();
      return new DynamoDbLocalProcess(process, portOf(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code target/classes}, or the jar beside the same {@code lib} folder. */
  private static Path ownClasses() {
    try {
      var source = DynamoDbLocalProcess.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The classes of DynamoDB Local lie in no folder", e);
    }
  }

  /** Reads all it ever prints, lest it block on a full pipe; the first word "ready" counts. */
  private static int portOf(Process process) {
    var ready = new CompletableFuture<Integer>();
    Thread.ofVirtual().name("dynamodb-local output").start(() -> read(process, ready));
    try {
      return ready.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("DynamoDB Local did not start: " + cause.getMessage(), cause);
    }
  }

  private static void read(Process process, CompletableFuture<Integer> ready) {
    String why = "it ended without a word";
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("ready ")) {
          ready.complete(Integer.parseInt(line.substring("ready ".length())));
        } else if (line.startsWith("error ")) {
          why = line.substring("error ".length());
        } else if (why.startsWith("it ended")) {
          why = "it ended after saying: " + line;
        }
      }
    } catch (IOException e) {
      why = "its output broke off: " + e.getMessage();
    }
    ready.completeExceptionally(new IllegalStateException(why));
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /** Completes with its exit code when it has ended, however it did. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** For a test that kills it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Asks it to stop, waits a moment, and kills it when it does not: what it answered is on the
   * disk.
   */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_MILLIS, TimeUnit.MILLISECONDS)) process.destroyForcibly();
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
