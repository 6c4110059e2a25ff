package dev.watchbill.local;

import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import dev.watchbill.storage.TableSchema;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Where the table is served. */
public interface TableServer extends AutoCloseable {

  URI endpoint();

  @Override
  void close();

  /** Starts a server on the folder, or on nothing, and makes the table. */
  interface Starter {
    /** Serves the folder, or nothing kept when null; StartRefused when it cannot be served. */
    TableServer start(@Nullable Path folder, String tableName);
  }

  /** DynamoDB Local in a process of its own. */
  static TableServer dynamoDbLocal(@Nullable Path folder, String tableName) {
    DynamoDbLocalProcess process;
    try {
      process = DynamoDbLocalProcess.start(folder, 0);
    } catch (IllegalStateException e) {
      throw new StartRefused(oneLine(e));
    }
    try (DynamoDbClient client = client(process.endpoint())) {
      TableSchema.create(client, tableName);
    } catch (RuntimeException e) {
      process.close();
      throw new StartRefused("the table cannot be made: " + oneLine(e));
    }
    return new TableServer() {
      @Override
      public URI endpoint() {
        return process.endpoint();
      }

      @Override
      public void close() {
        process.close();
      }
    };
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
}
