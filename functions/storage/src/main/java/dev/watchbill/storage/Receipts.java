package dev.watchbill.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Hands on to the meter what DynamoDB says a call cost. */
final class Receipts {

  private final Meter meter;

  Receipts(Meter meter) {
    this.meter = meter;
  }

  ReturnConsumedCapacity wanted() {
    return meter == Meter.NONE ? ReturnConsumedCapacity.NONE : ReturnConsumedCapacity.INDEXES;
  }

  void read(String operation, @Nullable ConsumedCapacity capacity) {
    if (capacity != null) meter.used(use(operation, false, capacity));
  }

  void wrote(String operation, @Nullable ConsumedCapacity capacity) {
    if (capacity != null) meter.used(use(operation, true, capacity));
  }

  /** Only the sum of an entry is read: emulators leave its split into reads and writes empty. */
  private static Meter.Use use(String operation, boolean write, ConsumedCapacity capacity) {
    Map<String, Capacity> indexes = capacity.globalSecondaryIndexes();
    return new Meter.Use(
        operation,
        write,
        units(capacity.table()),
        units(indexes.get(Index.INDEX1.indexName)),
        units(indexes.get(Index.INDEX2.indexName)));
  }

  private static double units(@Nullable Capacity capacity) {
    return capacity == null || capacity.capacityUnits() == null ? 0 : capacity.capacityUnits();
  }
}
