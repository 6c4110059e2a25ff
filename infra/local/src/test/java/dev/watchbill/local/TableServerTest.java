package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Alone, because the database it kills is the only child of this process. */
@Isolated
class TableServerTest {

  private static final Map<String, AttributeValue> ROW =
      Map.of("PK", AttributeValue.fromS("GROUP#1"), "SK", AttributeValue.fromS("-"));

  @Test
  void aRowSurvivesThatTheDatabaseIsKilled(@TempDir Path folder) throws Exception {
    TableServer killed = TableServer.dynamoDbLocal(folder.resolve("db"), "watchbill");
    try (DynamoDbClient client = client(killed.endpoint())) {
      client.putItem(put -> put.tableName("watchbill").item(ROW));
    }
    List<ProcessHandle> database = ProcessHandle.current().children().toList();
    assertThat(database).hasSize(1);
    database.getFirst().destroyForcibly();
    database.getFirst().onExit().get(30, TimeUnit.SECONDS);
    killed.close();

    try (TableServer again = TableServer.dynamoDbLocal(folder.resolve("db"), "watchbill");
        DynamoDbClient client = client(again.endpoint())) {
      assertThat(client.getItem(get -> get.tableName("watchbill").key(ROW)).item()).isEqualTo(ROW);
    }
  }

  @Test
  void dataThatCannotBeUsedIsOneLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("db"), "a file");
    assertThatThrownBy(() -> TableServer.dynamoDbLocal(file, "watchbill"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("DynamoDB Local did not start")
        .hasMessageNotContaining("\n");
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
}
