package dev.watchbill.bench;

import dev.watchbill.domain.Pause;
import dev.watchbill.dynamodblocal.DynamoDbLocalProcess;
import dev.watchbill.storage.DynamoTable;
import dev.watchbill.storage.Meter;
import dev.watchbill.storage.PricedTable;
import dev.watchbill.storage.Table;
import dev.watchbill.storage.TableConnection;
import dev.watchbill.storage.TableSchema;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A table on DynamoDB Local that counts: reads as the emulator reports them, writes by the price
 * rules, because the emulator leaves out conditional puts inside transactions.
 */
final class MeteredWorld implements AutoCloseable {

  private static final String NAME = "bench";

  /** The emulator says zero for a query of an index that finds nothing; the cloud bills half. */
  private static final double LEAST_READ = 0.5;

  private final DynamoDbLocalProcess process = DynamoDbLocalProcess.inMemory();
  private final DynamoDbClient client = TableConnection.at(process.endpoint());
  private final DoubleAdder reads = new DoubleAdder();
  private final InstantSource clock;
  private final PricedTable table;

  MeteredWorld(InstantSource clock) {
    this.clock = clock;
    TableSchema.create(client, NAME);
    table =
        new PricedTable(
            dynamo(
                use -> {
                  if (!use.write()) reads.add(Math.max(LEAST_READ, use.total()));
                }),
            dynamo(Meter.NONE));
  }

  private Table dynamo(Meter meter) {
    return new DynamoTable(client, NAME, clock, new Random(1), Pause.SLEEP, meter);
  }

  Table table() {
    return table;
  }

  /** What an action cost. */
  record Cost(double writes, double reads) {}

  Cost of(Runnable action) {
    reads.reset();
    table.reset();
    action.run();
    return new Cost(table.units(), reads.sum());
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
