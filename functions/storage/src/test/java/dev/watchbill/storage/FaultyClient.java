package dev.watchbill.storage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client on whose next calls the given faults happen, one each, in order. The faults lie below
 * {@link DynamoTable}, so that its own retries are what is tested. Not for concurrent use.
 */
public final class FaultyClient implements DynamoDbClient {

  /** What goes wrong with one call. */
  public enum Fault {
    /** This call goes well; the faults behind it wait for the next ones. */
    NONE,
    /** Another transaction holds the item. */
    CONFLICT,
    /** This very transaction is still running. */
    IN_PROGRESS,
    /** The partition is busy. */
    THROUGHPUT,
    /** The account is busy. */
    THROTTLED,
    SERVER_ERROR,
    UNAVAILABLE,
    /** The call never arrived. */
    TIMEOUT_BEFORE,
    /** The call was done, but its answer was lost. */
    TIMEOUT_AFTER,
    /** The thread was interrupted. */
    ABORTED,
    /** A batch that leaves half of its items undone; other calls go well. */
    HALF
  }

  private final DynamoDbClient client;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private int calls;

  public FaultyClient(DynamoDbClient client) {
    this.client = client;
  }

  public FaultyClient next(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  /** This fault on each of the next calls. */
  public FaultyClient next(int times, Fault fault) {
    for (int i = 0; i < times; i++) faults.add(fault);
    return this;
  }

  /** How many calls were made, faulty or not. */
  public int calls() {
    return calls;
  }

  /** How many faults have not happened yet. */
  public int left() {
    return faults.size();
  }

  private <T> T call(int transactionWrites, Supplier<T> call) {
    calls++;
    Fault fault = faults.poll();
    return switch (fault == null ? Fault.NONE : fault) {
      case NONE, HALF -> call.get();
      case TIMEOUT_AFTER -> {
        T lost = call.get();
        throw ApiCallTimeoutException.builder()
            .message("The answer was lost: " + lost.getClass().getSimpleName())
            .build();
      }
      case ABORTED -> throw AbortedException.create("interrupted");
      case TIMEOUT_BEFORE -> throw ApiCallTimeoutException.create(1);
      case CONFLICT -> throw transactionWrites == 0 ? conflict() : cancelled(transactionWrites);
      case IN_PROGRESS ->
          throw TransactionInProgressException.builder().message("in progress").build();
      case THROUGHPUT ->
          throw ProvisionedThroughputExceededException.builder().message("throughput").build();
      case THROTTLED -> throw service(400, "ThrottlingException");
      case SERVER_ERROR ->
          throw InternalServerErrorException.builder().message("server").statusCode(500).build();
      case UNAVAILABLE -> throw service(503, "ServiceUnavailable");
    };
  }

  private static DynamoDbException conflict() {
    return (DynamoDbException)
        TransactionConflictException.builder().message("conflict").statusCode(400).build();
  }

  private static DynamoDbException cancelled(int writes) {
    var reasons = new CancellationReason[writes];
    for (int i = 0; i < writes; i++) {
      String code = i == writes - 1 ? "TransactionConflict" : "None";
      reasons[i] = CancellationReason.builder().code(code).build();
    }
    return TransactionCanceledException.builder().cancellationReasons(reasons).build();
  }

  private static DynamoDbException service(int status, String code) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
            .build();
  }

  private boolean nextIsHalf() {
    return faults.peek() == Fault.HALF;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return call(0, () -> client.getItem(request));
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return call(0, () -> client.query(request));
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return call(0, () -> client.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return call(0, () -> client.updateItem(request));
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    return call(0, () -> client.deleteItem(request));
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return call(request.transactItems().size(), () -> client.transactWriteItems(request));
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    boolean half = nextIsHalf();
    return call(0, () -> half ? half(request) : client.batchGetItem(request));
  }

  private BatchGetItemResponse half(BatchGetItemRequest request) {
    String table = request.requestItems().keySet().iterator().next();
    var all = request.requestItems().get(table);
    if (all == null) throw new IllegalStateException();
    int middle = all.keys().size() / 2;
    var first = all.toBuilder().keys(all.keys().subList(0, middle)).build();
    var rest = all.toBuilder().keys(all.keys().subList(middle, all.keys().size())).build();
    var unprocessed = Map.of(table, rest);
    if (middle == 0) {
      return BatchGetItemResponse.builder().unprocessedKeys(unprocessed).build();
    }
    var answer =
        client.batchGetItem(request.toBuilder().requestItems(Map.of(table, first)).build());
    return answer.toBuilder().unprocessedKeys(unprocessed).build();
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    boolean half = nextIsHalf();
    return call(0, () -> half ? half(request) : client.batchWriteItem(request));
  }

  private BatchWriteItemResponse half(BatchWriteItemRequest request) {
    String table = request.requestItems().keySet().iterator().next();
    var all = request.requestItems().getOrDefault(table, List.of());
    int middle = all.size() / 2;
    var unprocessed = Map.of(table, all.subList(middle, all.size()));
    if (middle == 0) {
      return BatchWriteItemResponse.builder().unprocessedItems(unprocessed).build();
    }
    var first = Map.of(table, all.subList(0, middle));
    var answer = client.batchWriteItem(request.toBuilder().requestItems(first).build());
    return answer.toBuilder().unprocessedItems(unprocessed).build();
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }
}
