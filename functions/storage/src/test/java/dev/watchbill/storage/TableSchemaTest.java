package dev.watchbill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class TableSchemaTest {

  private final DynamoDbClient client = LocalDynamo.client();

  @Test
  void makesTheTableOnceWithItsIndexesAndExpiry() {
    String name = LocalDynamo.newTable();
    TableSchema.create(client, name);

    var table = client.describeTable(r -> r.tableName(name)).table();
    assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
    assertThat(table.keySchema())
        .extracting(key -> key.attributeName() + " " + key.keyType())
        .containsExactly("PK " + KeyType.HASH, "SK " + KeyType.RANGE);
    assertThat(table.globalSecondaryIndexes())
        .extracting(index -> index.indexName() + " " + index.projection().projectionType())
        .containsExactlyInAnyOrder(
            "GSI1 " + ProjectionType.KEYS_ONLY, "GSI2 " + ProjectionType.KEYS_ONLY);
    var expiry = client.describeTimeToLive(r -> r.tableName(name)).timeToLiveDescription();
    assertThat(expiry.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(expiry.attributeName()).isEqualTo("expires");
  }

  @Test
  void refusesATableOfAnotherShape() {
    String name = "another-shape";
    client.createTable(
        r ->
            r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("PK").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("PK").keyType(KeyType.HASH)));
    assertThatThrownBy(() -> TableSchema.create(client, name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another-shape has other indexes");
  }
}
