package dev.watchbill.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Reads and writes of any number of items in chunks. DynamoDB may do a part of a chunk only; the
 * rest is sent again, and only rounds that did nothing at all count as failed tries.
 */
final class Batches {

  private static final int KEYS = 100;
  private static final int WRITES = 25;

  private final DynamoDbClient client;
  private final String tableName;
  private final Tries tries;
  private final Receipts receipts;

  Batches(DynamoDbClient client, String tableName, Tries tries, Receipts receipts) {
    this.client = client;
    this.tableName = tableName;
    this.tries = tries;
    this.receipts = receipts;
  }

  List<Item> getAll(List<Key> keys, boolean consistent, Instant now) {
    Map<Key, Item> found = new HashMap<>();
    List<Key> different = keys.stream().distinct().toList();
    for (int from = 0; from < different.size(); from += KEYS) {
      List<Key> chunk = different.subList(from, Math.min(from + KEYS, different.size()));
      getChunk(chunk, consistent, found);
    }
    return keys.stream()
        .map(found::get)
        .filter(Objects::nonNull)
        .filter(item -> !item.expired(now))
        .toList();
  }

  private void getChunk(List<Key> chunk, boolean consistent, Map<Key, Item> found) {
    List<Map<String, AttributeValue>> left = chunk.stream().map(AttributeValues::of).toList();
    for (int idle = 0; !left.isEmpty(); ) {
      var request =
          BatchGetItemRequest.builder()
              .requestItems(
                  Map.of(
                      tableName,
                      KeysAndAttributes.builder().keys(left).consistentRead(consistent).build()))
              .returnConsumedCapacity(receipts.wanted())
              .build();
      BatchGetItemResponse answer = tries.of("BatchGetItem", () -> client.batchGetItem(request));
      for (ConsumedCapacity capacity : answer.consumedCapacity()) {
        receipts.read("BatchGetItem", capacity);
      }
      for (var values : answer.responses().getOrDefault(tableName, List.of())) {
        Item item = AttributeValues.item(values);
        if (item != null) found.put(item.key(), item);
      }
      KeysAndAttributes rest = answer.unprocessedKeys().get(tableName);
      List<Map<String, AttributeValue>> next = rest == null ? List.of() : rest.keys();
      idle = pauseBeforeRest("BatchGetItem", left.size(), next.size(), idle);
      left = next;
    }
  }

  void writeAll(List<Write> writes) {
    for (int from = 0; from < writes.size(); from += WRITES) {
      writeChunk(writes.subList(from, Math.min(from + WRITES, writes.size())));
    }
  }

  private void writeChunk(List<Write> chunk) {
    List<WriteRequest> left = new ArrayList<>();
    for (Write write : chunk) left.add(request(write));
    for (int idle = 0; !left.isEmpty(); ) {
      var request =
          BatchWriteItemRequest.builder()
              .requestItems(Map.of(tableName, left))
              .returnConsumedCapacity(receipts.wanted())
              .build();
      BatchWriteItemResponse answer =
          tries.of("BatchWriteItem", () -> client.batchWriteItem(request));
      for (ConsumedCapacity capacity : answer.consumedCapacity()) {
        receipts.wrote("BatchWriteItem", capacity);
      }
      List<WriteRequest> next = answer.unprocessedItems().getOrDefault(tableName, List.of());
      idle = pauseBeforeRest("BatchWriteItem", left.size(), next.size(), idle);
      left = next;
    }
  }

  private static WriteRequest request(Write write) {
    return switch (write) {
      case Write.Put put ->
          WriteRequest.builder().putRequest(r -> r.item(AttributeValues.of(put.item()))).build();
      case Write.Delete delete ->
          WriteRequest.builder()
              .deleteRequest(r -> r.key(AttributeValues.of(delete.key())))
              .build();
      case Write.Update _, Write.Check _ -> throw new IllegalStateException("Checked before");
    };
  }

  /** Waits when something is left; returns how many rounds in a row did nothing. */
  private int pauseBeforeRest(String operation, int sent, int left, int idle) {
    if (left == 0) return 0;
    int nowIdle = left < sent ? 0 : idle + 1;
    if (nowIdle > Tries.RETRIES) {
      throw Tries.unavailable(
          operation,
          ProvisionedThroughputExceededException.builder()
              .message(left + " unprocessed after " + nowIdle + " tries")
              .build());
    }
    tries.waitBefore(Math.max(1, nowIdle));
    return nowIdle;
  }
}
