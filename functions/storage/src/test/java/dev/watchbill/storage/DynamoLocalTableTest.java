package dev.watchbill.storage;

import dev.watchbill.domain.Pause;
import java.util.random.RandomGenerator;

/** The contract against DynamoDB Local. */
class DynamoLocalTableTest extends TableContract {

  private static final String NAME = LocalDynamo.newTable();

  private final DynamoTable table =
      new DynamoTable(
          LocalDynamo.client(),
          NAME,
          clock(),
          RandomGenerator.getDefault(),
          Pause.SLEEP,
          Meter.NONE);

  @Override
  public Table table() {
    return table;
  }
}
