package dev.watchbill.storage;

import dev.watchbill.domain.Pause;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The contract against LocalStack, which also checks signatures and regions. */
@Tag("docker")
@EnabledIf(
    value = "dev.watchbill.storage.DockerEngine#answers",
    disabledReason =
        "not run on LocalStack: needs mvn -Pdocker verify and a Docker engine that answers")
class LocalStackTableTest extends TableContract {

  private static final String NAME = "watchbill";

  /** Started by the first test, not when this class is merely looked at. */
  private static final class Started {
    static final LocalStackContainer CONTAINER = start();
    static final DynamoDbClient CLIENT = TableConnection.at(CONTAINER.getEndpoint());

    static {
      TableSchema.create(CLIENT, NAME);
    }

    private static LocalStackContainer start() {
      var container = new LocalStackContainer(DockerEngine.LOCALSTACK).withServices("dynamodb");
      container.start();
      return container;
    }
  }

  private final DynamoTable table =
      new DynamoTable(
          Started.CLIENT, NAME, clock(), RandomGenerator.getDefault(), Pause.SLEEP, Meter.NONE);

  @Override
  public Table table() {
    return table;
  }

  @AfterAll
  static void stop() {
    Started.CLIENT.close();
    Started.CONTAINER.stop();
  }
}
