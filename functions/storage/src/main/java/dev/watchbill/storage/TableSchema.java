package dev.watchbill.storage;

import dev.watchbill.domain.Pause;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * Creates the table where no deployment does: on one machine and in tests. The deployment's
 * template declares the same keys, indexes and TTL.
 */
public final class TableSchema {

  private static final int POLLS = 120;

  private TableSchema() {}

  /** Creates the table and waits until it serves; an existing one of this shape is fine. */
  public static void create(DynamoDbClient client, String name) {
    create(client, name, Pause.SLEEP);
  }

  static void create(DynamoDbClient client, String name, Pause pause) {
    try {
      client.createTable(request(name));
    } catch (ResourceInUseException alreadyThere) {
      // Someone else made it, now or in an earlier run; its shape is checked below.
    }
    TableDescription table = untilActive(client, name, pause);
    Set<String> indexes = new HashSet<>();
    for (GlobalSecondaryIndexDescription index : table.globalSecondaryIndexes()) {
      indexes.add(index.indexName());
    }
    if (!indexes.equals(Set.of(Index.INDEX1.indexName, Index.INDEX2.indexName))) {
      throw new IllegalStateException("Table " + name + " has other indexes: " + indexes);
    }
    enableExpiry(client, name);
  }

  private static CreateTableRequest request(String name) {
    var request = CreateTableRequest.builder().tableName(name);
    return request
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            Stream.of(Index.values())
                .flatMap(index -> Stream.of(index.pk, index.sk))
                .map(TableSchema::text)
                .toList())
        .keySchema(keys(Index.TABLE))
        .globalSecondaryIndexes(index(Index.INDEX1), index(Index.INDEX2))
        .build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static List<KeySchemaElement> keys(Index index) {
    return List.of(
        KeySchemaElement.builder().attributeName(index.pk).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(index.sk).keyType(KeyType.RANGE).build());
  }

  private static GlobalSecondaryIndex index(Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.indexName)
        .keySchema(keys(index))
        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static TableDescription untilActive(DynamoDbClient client, String name, Pause pause) {
    for (int poll = 0; poll < POLLS; poll++) {
      TableDescription table = client.describeTable(r -> r.tableName(name)).table();
      if (table.tableStatus() == TableStatus.ACTIVE) return table;
      pause.pause(Duration.ofMillis(500));
    }
    throw new IllegalStateException("Table " + name + " did not become active");
  }

  private static void enableExpiry(DynamoDbClient client, String name) {
    try {
      TimeToLiveStatus status =
          client
              .describeTimeToLive(r -> r.tableName(name))
              .timeToLiveDescription()
              .timeToLiveStatus();
      if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING) return;
      client.updateTimeToLive(
          r ->
              r.tableName(name)
                  .timeToLiveSpecification(t -> t.attributeName(Item.EXPIRES).enabled(true)));
    } catch (DynamoDbException failure) {
      if (!unsupported(failure)) throw failure;
    }
  }

  /** An emulator without expiry keeps rows longer, which reads do not notice. */
  private static boolean unsupported(DynamoDbException failure) {
    return failure.awsErrorDetails() != null
        && "UnknownOperationException".equals(failure.awsErrorDetails().errorCode());
  }
}
