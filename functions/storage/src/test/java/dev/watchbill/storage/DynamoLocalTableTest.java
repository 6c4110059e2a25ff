package dev.watchbill.storage;

import dev.watchbill.domain.Pause;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Timeout;

/** The contract against DynamoDB Local. */
@Timeout(300) // writers beside each other on DynamoDB Local
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
