package dev.watchbill.storage;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table in DynamoDB. */
public final class DynamoTable implements Table {

  public DynamoTable(
      DynamoDbClient client,
      String tableName,
      InstantSource clock,
      RandomGenerator random,
      Pause pause,
      Meter meter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Item> get(Key key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Item> getEventually(Key key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Item> getAll(List<Key> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Item> getAllEventually(List<Key> keys) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page query(Query query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult put(Item item, @Nullable Condition condition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult update(Key key, List<Edit> edits, @Nullable Condition condition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult delete(Key key, @Nullable Condition condition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WriteResult transact(List<Write> writes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void writeAll(List<Write> putsAndDeletes) {
    throw new UnsupportedOperationException();
  }
}
