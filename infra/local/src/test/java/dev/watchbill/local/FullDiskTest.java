package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A full disk refuses, and forgets nothing that it did not refuse. */
@Timeout(180)
class FullDiskTest {

  private static final long SEED = 20261130;
  private static final int SENDERS = 4;

  @TempDir private Path folder;

  @Test
  void whatWasAcknowledgedIsThereAndTheRestIsRefusedUntilThereIsRoom() throws Exception {
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    AtomicInteger refused = new AtomicInteger();
    try (TinyDisk disk = TinyDisk.of("3m", folder)) {
      Path data = disk.folder().resolve("data");
      try (RealStory story = new RealStory(data, TableServer::dynamoDbLocal)) {
        String link = story.integration();
        together(sender -> fill(story, link, sender, acknowledged, refused));
        assertThat(acknowledged).as("there was room at first").hasSizeGreaterThan(5);
        assertThat(refused.get()).isEqualTo(SENDERS * 20);
        assertThat(story.hears("is full")).startsWith("watchbill: the disk of ");
        assertThat(story.ready().status()).isEqualTo(503);
        assertThat(story.ready().body()).contains("is full");
        assertThat(story.status("/api/v1/alert_groups/")).isEqualTo(503);

        disk.resize("30m");
        assertThat(story.ready().status()).isEqualTo(200);
        story.hears("has room again");
        assertThat(story.titles()).containsAll(acknowledged);
        assertThat(story.alert(link, "afterwards", "")).isEqualTo(200);
        assertThat(story.log).as("one line is enough").noneMatch(line -> line.contains("is full"));
      }
      try (RealStory again = new RealStory(data, TableServer::dynamoDbLocal)) {
        assertThat(again.titles()).contains("afterwards").containsAll(acknowledged);
      }
    }
  }

  /** Runs it with the numbers of all senders at once; what one throws is thrown. */
  private static void together(IntConsumer one) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        int number = i;
        all.add(threads.submit(() -> one.accept(number)));
      }
      for (Future<?> each : all) each.get();
    }
  }

  /** Each until it was refused twenty times. */
  private static void fill(
      RealStory story, String link, int sender, Set<String> acknowledged, AtomicInteger refused) {
    Random random = new Random(SEED + sender);
    int mine = 0;
    try {
      for (int i = 0; mine < 20; i++) {
        String uid = "s" + sender + "-" + i;
        byte[] text = new byte[random.nextInt(10_000, 60_000)];
        random.nextBytes(text);
        int status = story.alert(link, uid, HexFormat.of().formatHex(text));
        if (status == 200) acknowledged.add(uid);
        else if (status == 503) mine++;
        else throw new AssertionError("seed " + SEED + ": answered " + status);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    refused.addAndGet(mine);
  }

  /**
   * Without any margin, as when another program takes the last of the disk: the database itself
   * answers a transaction only when it is committed. It is killed before anybody looks.
   */
  @Test
  void aTransactionThatTheDiskHasNoRoomForIsRefusedByTheDatabase() throws Exception {
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    AtomicInteger refused = new AtomicInteger();
    try (TinyDisk disk = TinyDisk.of("3m", folder)) {
      Path data = disk.folder().resolve("db");
      DynamoDbLocalProcess[] process = new DynamoDbLocalProcess[1];
      try (TableServer server =
          WatchedTable.start(
              port -> process[0] = DynamoDbLocalProcess.start(data, port),
              false,
              "watchbill",
              System::nanoTime,
              line -> {},
              line -> {})) {
        together(writer -> fill(server.endpoint(), writer, acknowledged, refused));
        process[0].handle().destroyForcibly();
        process[0].onExit().get(30, TimeUnit.SECONDS);
      }
      assertThat(acknowledged).hasSizeGreaterThan(5);
      assertThat(refused.get()).isEqualTo(SENDERS * 10);

      disk.resize("30m");
      try (TableServer server =
              TableServer.dynamoDbLocal(data, "watchbill", line -> {}, line -> {});
          DynamoDbClient client = client(server.endpoint())) {
        Set<String> there = new TreeSet<>();
        client
            .scanPaginator(scan -> scan.tableName("watchbill"))
            .items()
            .forEach(item -> there.add(Objects.requireNonNull(item.get("PK")).s()));
        assertThat(there).containsAll(acknowledged);
      }
    }
  }

  /** Transactions of two rows, from 1 to 300 KB, until ten were refused. */
  private static void fill(
      URI endpoint, int writer, Set<String> acknowledged, AtomicInteger refused) {
    Random random = new Random(SEED + writer);
    int mine = 0;
    try (DynamoDbClient client = client(endpoint)) {
      for (int i = 0; mine < 10; i++) {
        String name = "w" + writer + "-" + i;
        String text = "x".repeat(1 << random.nextInt(10, 18));
        try {
          client.transactWriteItems(
              tx ->
                  tx.transactItems(
                      put -> put.put(p -> p.tableName("watchbill").item(row(name, "1", text))),
                      put -> put.put(p -> p.tableName("watchbill").item(row(name, "2", "")))));
          acknowledged.add(name);
        } catch (SdkException e) {
          mine++;
        }
      }
    }
    refused.addAndGet(mine);
  }

  private static Map<String, AttributeValue> row(String name, String sort, String text) {
    return Map.of(
        "PK", AttributeValue.fromS(name),
        "SK", AttributeValue.fromS(sort),
        "text", AttributeValue.fromS(text));
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  @Test
  void aDiskThatIsFullAtTheStartIsOneLine() throws Exception {
    try (TinyDisk disk = TinyDisk.of("3m", folder)) {
      Files.write(disk.folder().resolve("other"), new byte[3_000_000]);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> new RealStory(disk.folder().resolve("data"), TableServer::dynamoDbLocal))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("is full")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void aNewTokenWorksInPlaceOfTheOldOne() throws Exception {
    Path data = folder.resolve("data");
    String old = "the-first-token-of-all";
    try (RealStory story = new RealStory(data, old)) {
      assertThat(story.status("/api/v1/users/")).isEqualTo(200);
    }
    try (RealStory story = new RealStory(data, "the-second-token-of-all")) {
      assertThat(story.status("/api/v1/users/")).isEqualTo(200);
      assertThat(story.status("/api/v1/users/", old)).isEqualTo(403);
    }
  }

  /** What the database writes beside its file, too. */
  @Test
  void theDataIsClosedToOthers() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectory(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RealStory story = new RealStory(data, TableServer::dynamoDbLocal)) {
      assertThat(story.alert(story.integration(), "one", "")).isEqualTo(200);
      try (var all = Files.walk(data)) {
        for (Path each : (Iterable<Path>) all::iterator) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
              .as(each.toString())
              .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
        }
      }
    }
  }
}
