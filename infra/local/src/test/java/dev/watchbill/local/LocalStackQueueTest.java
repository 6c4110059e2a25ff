package dev.watchbill.local;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract against LocalStack, which also checks what a queue's address looks like. */
@Tag("docker")
@EnabledIf(
    value = "dev.watchbill.local.DockerEngine#answers",
    disabledReason =
        "not run on LocalStack: needs mvn -Pdocker verify and a Docker engine that answers")
class LocalStackQueueTest extends SqsQueueContract {

  private static LocalStackContainer container;
  private static SqsClient sqs;

  @BeforeAll
  static void start() {
    container = new LocalStackContainer(DockerEngine.LOCALSTACK).withServices("sqs");
    container.start();
    sqs = clientOf(container.getEndpoint());
  }

  @AfterAll
  static void stop() {
    sqs.close();
    container.stop();
  }

  @Override
  SqsClient client() {
    return sqs;
  }
}
