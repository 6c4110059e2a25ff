package dev.watchbill.storage;

import dev.watchbill.domain.Pause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The table in DynamoDB. The client is expected not to try again by itself ({@link
 * TableConnection}): one place retries.
 */
public final class DynamoTable implements Table {

  private final DynamoDbClient client;
  private final String tableName;
  private final InstantSource clock;
  private final Tries tries;
  private final Receipts receipts;
  private final Batches batches;
  private final Damage damage;

  /** Hears of damaged rows: {@link Table#damaged}. */
  @FunctionalInterface
  public interface Damage {
    void found(Key key, String what);
  }

  /** The same where nobody hears of damaged rows. */
  public DynamoTable(
      DynamoDbClient client,
      String tableName,
      InstantSource clock,
      RandomGenerator random,
      Pause pause,
      Meter meter) {
    this(client, tableName, clock, random, pause, meter, (key, what) -> {});
  }

  /**
   * @param random spreads retries
   * @param pause waits between tries
   * @param meter is told the cost of each call; {@link Meter#NONE} asks for no costs
   */
  public DynamoTable(
      DynamoDbClient client,
      String tableName,
      InstantSource clock,
      RandomGenerator random,
      Pause pause,
      Meter meter,
      Damage damage) {
    this.client = client;
    this.tableName = tableName;
    this.clock = clock;
    this.tries = new Tries(random, pause);
    this.receipts = new Receipts(meter);
    this.batches = new Batches(client, tableName, tries, receipts);
    this.damage = damage;
  }

  @Override
  public void damaged(Key key, String what) {
    damage.found(key, what);
  }

  @Override
  public Optional<Item> get(Key key) {
    return get(key, true);
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    return get(key, false);
  }

  private Optional<Item> get(Key key, boolean consistent) {
    var request =
        GetItemRequest.builder()
            .tableName(tableName)
            .key(AttributeValues.of(key))
            .consistentRead(consistent)
            .returnConsumedCapacity(receipts.wanted())
            .build();
    GetItemResponse answer = tries.of("GetItem", () -> client.getItem(request));
    receipts.read("GetItem", answer.consumedCapacity());
    return Optional.ofNullable(alive(answer.item()));
  }

  @Override
  public List<Item> getAll(List<Key> keys) {
    return batches.getAll(keys, true, clock.instant());
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    return batches.getAll(keys, false, clock.instant());
  }

  /**
   * DynamoDB ends a page after 1 MB, and counts items before it filters the expired ones out; so
   * one page of ours may take several of its pages.
   */
  @Override
  public Page query(Query query) {
    var expressions = new Expressions(clock.instant());
    var request =
        QueryRequest.builder()
            .tableName(tableName)
            .indexName(query.index() == Index.TABLE ? null : query.index().indexName)
            .keyConditionExpression(expressions.keys(query))
            // An index holds keys only: what has expired cannot be seen there.
            .filterExpression(query.index() == Index.TABLE ? expressions.alive() : null)
            .expressionAttributeNames(expressions.names())
            .expressionAttributeValues(expressions.values())
            .scanIndexForward(query.forward())
            .consistentRead(query.consistent())
            .select(query.countOnly() ? Select.COUNT : null)
            .returnConsumedCapacity(receipts.wanted())
            .build();
    List<Item> items = new ArrayList<>();
    long count = 0;
    Cursor next = query.after();
    do {
      QueryResponse answer = queryOnce(query, request, next, query.limit() - count);
      count += answer.count();
      if (!query.countOnly()) answer.items().forEach(item -> items.add(read(item)));
      next =
          answer.hasLastEvaluatedKey()
              ? AttributeValues.cursor(answer.lastEvaluatedKey(), query.index())
              : null;
    } while (next != null && count < query.limit());
    return new Page(items, count, next);
  }

  private QueryResponse queryOnce(
      Query query, QueryRequest request, @Nullable Cursor after, long left) {
    var page =
        request.toBuilder()
            .exclusiveStartKey(after == null ? null : AttributeValues.of(after, query.index()))
            .limit(query.limit() == Query.NO_LIMIT ? null : Math.toIntExact(left))
            .build();
    QueryResponse answer = tries.of("Query", () -> client.query(page));
    receipts.read("Query", answer.consumedCapacity());
    return answer;
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    var expressions = new Expressions(clock.instant());
    var request =
        PutItemRequest.builder()
            .tableName(tableName)
            .item(AttributeValues.of(item))
            .conditionExpression(expressions.condition(condition))
            .expressionAttributeNames(expressions.names())
            .expressionAttributeValues(expressions.values())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .returnConsumedCapacity(receipts.wanted())
            .build();
    return single(
        "PutItem",
        () -> client.putItem(request),
        PutItemResponse::consumedCapacity,
        answer -> item);
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    Requests.checkEdits(edits);
    var expressions = new Expressions(clock.instant());
    var request =
        UpdateItemRequest.builder()
            .tableName(tableName)
            .key(AttributeValues.of(key))
            .updateExpression(expressions.update(edits))
            .conditionExpression(expressions.condition(condition))
            .expressionAttributeNames(expressions.names())
            .expressionAttributeValues(expressions.values())
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .returnConsumedCapacity(receipts.wanted())
            .build();
    return single(
        "UpdateItem",
        () -> client.updateItem(request),
        UpdateItemResponse::consumedCapacity,
        answer -> read(answer.attributes()));
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    var expressions = new Expressions(clock.instant());
    var request =
        DeleteItemRequest.builder()
            .tableName(tableName)
            .key(AttributeValues.of(key))
            .conditionExpression(expressions.condition(condition))
            .expressionAttributeNames(expressions.names())
            .expressionAttributeValues(expressions.values())
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .returnConsumedCapacity(receipts.wanted())
            .build();
    return single(
        "DeleteItem",
        () -> client.deleteItem(request),
        DeleteItemResponse::consumedCapacity,
        answer -> null);
  }

  /** One write: its receipt, and the item that now stands there, or the one that refused it. */
  private <A> WriteResult single(
      String operation,
      Supplier<A> call,
      Function<A, @Nullable ConsumedCapacity> cost,
      Function<A, @Nullable Item> standing) {
    return tries.of(
        operation,
        () -> {
          try {
            A answer = call.get();
            receipts.wrote(operation, cost.apply(answer));
            return new WriteResult.Done(standing.apply(answer));
          } catch (ConditionalCheckFailedException refusal) {
            return new WriteResult.Refused(0, alive(refusal.item()));
          }
        });
  }

  /**
   * The request is built once, so that every try carries the same token and the same bytes: a try
   * whose answer was lost and its repetition are one transaction to DynamoDB (for ten minutes).
   */
  @Override
  public WriteResult transact(List<Write> writes) {
    Requests.checkTransaction(writes);
    Instant now = clock.instant();
    var transaction = new Transaction(tableName, now);
    List<TransactWriteItem> items = writes.stream().map(transaction::item).toList();
    var request =
        TransactWriteItemsRequest.builder()
            .transactItems(items)
            .clientRequestToken(HexFormat.of().formatHex(Unpredictable.bytes(16)))
            .returnConsumedCapacity(receipts.wanted())
            .build();
    return tries.of(
        "TransactWriteItems",
        () -> {
          try {
            TransactWriteItemsResponse answer = client.transactWriteItems(request);
            for (ConsumedCapacity capacity : answer.consumedCapacity()) {
              receipts.wrote("TransactWriteItems", capacity);
            }
            return new WriteResult.Done(null);
          } catch (TransactionCanceledException cancelled) {
            return refused(cancelled);
          }
        });
  }

  /** The refusal among the reasons; anything that may pass is thrown on and tried again. */
  private WriteResult refused(TransactionCanceledException cancelled) {
    List<CancellationReason> reasons = cancelled.cancellationReasons();
    for (int i = 0; i < reasons.size(); i++) {
      CancellationReason reason = reasons.get(i);
      switch (reason.code()) {
        case "ConditionalCheckFailed" -> {
          return new WriteResult.Refused(i, alive(reason.item()));
        }
        case "ValidationError", "ItemCollectionSizeLimitExceeded" ->
            throw new RejectedByTable(
                "TransactWriteItems, write " + i + ": " + reason.message(), cancelled);
        default -> {
          // None, TransactionConflict, ThrottlingError, ProvisionedThroughputExceeded
        }
      }
    }
    throw cancelled;
  }

  @Override
  public void writeAll(List<Write> putsAndDeletes) {
    Requests.checkBatch(putsAndDeletes);
    batches.writeAll(putsAndDeletes);
  }

  private @Nullable Item alive(@Nullable Map<String, AttributeValue> values) {
    Item item = AttributeValues.item(values);
    return item == null || item.expired(clock.instant()) ? null : item;
  }

  private static Item read(Map<String, AttributeValue> values) {
    Item item = AttributeValues.item(values);
    if (item == null) throw new IllegalStateException("An answer without an item");
    return item;
  }
}
