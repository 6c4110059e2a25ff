package dev.watchbill.dynamodblocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbLocalProcessTest {

  private static final String CREATE =
      """
      {"TableName": "kept", "BillingMode": "PAY_PER_REQUEST",
       "AttributeDefinitions": [{"AttributeName": "PK", "AttributeType": "S"}],
       "KeySchema": [{"AttributeName": "PK", "KeyType": "HASH"}]}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void keepsItsTablesInTheFolder(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("made/by/itself");
    try (var first = DynamoDbLocalProcess.in(data)) {
      assertThat(call(first.endpoint(), "CreateTable", CREATE)).contains("\"ACTIVE\"");
    }
    try (var second = DynamoDbLocalProcess.in(data)) {
      assertThat(call(second.endpoint(), "ListTables", "{}")).contains("kept");
    }
  }

  @Test
  void endsWhenClosedAndKeepsNothingInMemory() throws Exception {
    var process = DynamoDbLocalProcess.inMemory();
    assertThat(call(process.endpoint(), "ListTables", "{}")).isEqualTo("{\"TableNames\":[]}");
    assertThat(process.alive()).isTrue();
    process.close();
    assertThat(process.alive()).isFalse();
    assertThatThrownBy(() -> call(process.endpoint(), "ListTables", "{}"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void saysInOneLineThatThePortIsTaken() {
    try (var first = DynamoDbLocalProcess.inMemory()) {
      assertThatThrownBy(() -> DynamoDbLocalProcess.start(null, first.port()))
          .hasMessage("DynamoDB Local did not start: port " + first.port() + " is taken");
    }
  }

  @Test
  void saysInOneLineThatTheDataIsNoDatabase(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("shared-local-instance.db"), "not a database ".repeat(1000));
    assertThatThrownBy(() -> DynamoDbLocalProcess.in(folder))
        .hasMessageStartingWith(
            "DynamoDB Local did not start: the data in " + folder + " cannot be used: ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void saysInOneLineThatTheFolderIsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "");
    assertThatThrownBy(() -> DynamoDbLocalProcess.in(file))
        .hasMessageStartingWith(
            "DynamoDB Local did not start: the data in " + file + " cannot be used: ");
  }

  private String call(URI endpoint, String operation, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
