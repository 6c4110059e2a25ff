package dev.watchbill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.watchbill.bench.Deployed.MovedClock;
import dev.watchbill.domain.Pause;
import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.TableConnection;
import dev.watchbill.storage.TableSchema;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The packaged functions, unpacked as Lambda unpacks them, and what they call: a table with one
 * integration in it, and a server that gives away the secret of the data key.
 */
final class Packaged implements AutoCloseable {

  static final String TABLE = "packaged";
  private static final String SECRET = "bench";

  private final Path folder;
  private final DynamoDbLocalProcess dynamo;
  private final HttpServer secrets;
  private final String path;

  /** Unpacks into this folder. */
  Packaged(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    unpack();
    dynamo = DynamoDbLocalProcess.inMemory();
    try (DynamoDbClient client = TableConnection.at(dynamo.endpoint())) {
      TableSchema.create(client, TABLE);
      MovedClock clock = new MovedClock();
      var table = new DynamoTable(client, TABLE, clock, new Random(1), Pause.SLEEP, Meter.NONE);
      path = new Deployed(table, clock, false).integration("formatted_webhook");
    }
    secrets = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secrets.createContext(
        "/",
        call -> {
          byte[] answer =
              Json.write(Map.of("ARN", "secret", "SecretString", SECRET)).getBytes(UTF_8);
          call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
          call.sendResponseHeaders(200, answer.length);
          call.getResponseBody().write(answer);
          call.close();
        });
    secrets.start();
  }

  /** What template.yaml gives every function. */
  static List<String> flags() throws IOException {
    String name = "JAVA_TOOL_OPTIONS: ";
    try (Stream<String> lines = Files.lines(Path.of("template.yaml"))) {
      String line = lines.filter(each -> each.strip().startsWith(name)).findFirst().orElseThrow();
      return List.of(line.strip().substring(name.length()).replace("\"", "").split(" ", -1));
    }
  }

  /** The key that a deployed function makes of the secret. */
  static byte[] dataKey() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The jars in the order of their names, which an ahead-of-time cache depends on. */
  String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      return jars.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** A file with the event of an alert. */
  Path event() throws IOException {
    String alert = Json.write(Payloads.formatted("disk-1", "alerting", 1));
    Path file = folder.resolve("alert.json");
    Files.write(file, Deployed.event("POST", path, "", alert));
    return file;
  }

  String endpoint() {
    return dynamo.endpoint().toString();
  }

  /** The variables of a deployed function; the AWS clients find their emulators in them. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local",
        "AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString(),
        "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:" + secrets.getAddress().getPort(),
        "WATCHBILL_TABLE", TABLE,
        "WATCHBILL_BASE_URL", "https://oncall.example",
        "WATCHBILL_SECRET_ARN", "secret");
  }

  /** Times are kept: the cache holds those of the jars. */
  private void unpack() throws IOException {
    Path zip = Path.of("functions/handlers/target/watchbill.zip");
    if (!Files.exists(zip)) throw new IllegalStateException("no package: " + zip);
    Files.createDirectories(folder.resolve("lib"));
    try (Stream<Path> old = Files.list(folder.resolve("lib"))) {
      for (Path each : old.toList()) Files.delete(each);
    }
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) write(in, folder.resolve(entry.getName()), entry);
      }
    }
  }

  private static void write(InputStream in, Path file, ZipEntry entry) throws IOException {
    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(file, FileTime.fromMillis(entry.getTime()));
  }

  @Override
  public void close() {
    secrets.stop(0);
    dynamo.close();
  }
}
