package dev.watchbill.storage;

import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local for tests: one process for this JVM, started at the first use and ended with the
 * JVM. Each test class makes a table of its own.
 */
public final class LocalDynamo {

  private static final class Started {
    static final DynamoDbLocalProcess PROCESS = DynamoDbLocalProcess.inMemory();
    static final DynamoDbClient CLIENT = TableConnection.at(PROCESS.endpoint());
    static final AtomicInteger TABLES = new AtomicInteger();
  }

  private LocalDynamo() {}

  public static DynamoDbClient client() {
    return Started.CLIENT;
  }

  /** Makes an empty table and returns its name. */
  public static String newTable() {
    String name = "watchbill-" + Started.TABLES.incrementAndGet();
    TableSchema.create(client(), name);
    return name;
  }
}
