package dev.watchbill.local;

import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the table is served. */
public interface TableServer extends AutoCloseable {

  URI endpoint();

  /** Why it cannot be used just now, in a sentence; empty when it can. */
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  void close();

  /** Starts a server on the folder, or on nothing, and makes the table. */
  interface Starter {
    /**
     * Serves the folder, or nothing kept when null.
     *
     * @param log hears one line when the server ended and when it serves again
     * @param lost hears one line when it has ended for good
     * @throws StartRefused when it cannot be served
     */
    TableServer start(
        @Nullable Path folder, String tableName, Consumer<String> log, Consumer<String> lost);
  }

  /** DynamoDB Local in a process of its own, started again when it ends. */
  static TableServer dynamoDbLocal(
      @Nullable Path folder, String tableName, Consumer<String> log, Consumer<String> lost) {
    return WatchedTable.start(
        port -> DynamoDbLocalProcess.start(folder, port),
        folder != null,
        tableName,
        System::nanoTime,
        log,
        lost);
  }
}
