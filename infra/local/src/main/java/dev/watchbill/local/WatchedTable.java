package dev.watchbill.local;

import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import dev.watchbill.storage.TableSchema;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local in a process of its own, watched. When the process ends by itself, it is started
 * again on the same data and at the same address, where the functions look for it. When nothing is
 * kept, the data is gone with it and there is nothing to go on with.
 */
final class WatchedTable implements TableServer {

  /** Starts the process on this port, 0 for any free one; it throws what says why it cannot. */
  interface Launcher {
    DynamoDbLocalProcess start(int port);
  }

  /** One that ends so soon after it was started again would do so for ever. */
  private static final Duration TOO_SOON = Duration.ofSeconds(10);

  private final Launcher launcher;
  private final boolean kept;
  private final LongSupplier nanos;
  private final Consumer<String> log;
  private final Consumer<String> lost;
  private final Object turn = new Object();
  private final URI endpoint;
  private DynamoDbLocalProcess process;
  private long restartedNanos;
  private boolean restarted;
  private boolean closed;
  private volatile @Nullable String obstacle;

  /**
   * Starts the process.
   *
   * @param kept whether another process finds the data again
   * @param nanos tells how long a process lived
   * @param log hears that it ended and that it serves again, one line each
   * @param lost hears in one line why it cannot be started again
   * @throws IllegalStateException with one line that says why it did not start
   */
  private WatchedTable(
      Launcher launcher,
      boolean kept,
      LongSupplier nanos,
      Consumer<String> log,
      Consumer<String> lost) {
    this.launcher = launcher;
    this.kept = kept;
    this.nanos = nanos;
    this.log = log;
    this.lost = lost;
    process = launcher.start(0);
    endpoint = process.endpoint();
    watch(process);
  }

  /**
   * Starts it and makes the table.
   *
   * @throws StartRefused with one line that says why it cannot be served
   */
  static WatchedTable start(
      Launcher launcher,
      boolean kept,
      String tableName,
      LongSupplier nanos,
      Consumer<String> log,
      Consumer<String> lost) {
    WatchedTable server;
    try {
      server = new WatchedTable(launcher, kept, nanos, log, lost);
    } catch (IllegalStateException e) {
      throw new StartRefused(oneLine(e));
    }
    try (DynamoDbClient client = client(server.endpoint())) {
      TableSchema.create(client, tableName);
    } catch (RuntimeException e) {
      server.close();
      throw new StartRefused("the table cannot be made: " + oneLine(e));
    }
    return server;
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static String oneLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  private void watch(DynamoDbLocalProcess started) {
    Thread.ofPlatform().daemon().name("table watch").start(() -> ended(started.onExit().join()));
  }

  /** Runs on the thread that watched the process: nobody else starts one. */
  private void ended(int exit) {
    synchronized (turn) {
      if (closed) return;
      obstacle = "the process of the table has ended";
      String what = "the process of the table has ended (exit code " + exit + ")";
      if (!kept) {
        lost.accept(what + ", and WATCHBILL_DATA=memory keeps nothing to go on with");
        return;
      }
      long lived = nanos.getAsLong() - restartedNanos;
      if (restarted && lived < TOO_SOON.toNanos()) {
        lost.accept(what + " again, as soon as it was started; the data is kept");
        return;
      }
      log.accept("watchbill: " + what + "; starting it again on the same data");
    }
    restart();
  }

  private void restart() {
    DynamoDbLocalProcess next;
    try {
      next = launcher.start(endpoint.getPort());
    } catch (RuntimeException e) {
      lost.accept("the process of the table ended and cannot be started again: " + e.getMessage());
      return;
    }
    synchronized (turn) {
      if (closed) {
        next.close();
        return;
      }
      process = next;
      restarted = true;
      restartedNanos = nanos.getAsLong();
      obstacle = null;
      log.accept("watchbill: the table is served again");
    }
    watch(next);
  }

  @Override
  public void close() {
    synchronized (turn) {
      closed = true;
      process.close();
    }
  }
}
