package dev.watchbill.local;

import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The contract against an SQS server in this process. */
@Timeout(300) // a queue whose times are real
class ElasticMqQueueTest extends SqsQueueContract {

  private static SQSRestServer server;
  private static SqsClient sqs;

  @BeforeAll
  static void start() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    sqs = clientOf(URI.create("http://127.0.0.1:" + port));
  }

  @AfterAll
  static void stop() {
    sqs.close();
    server.stopAndWait();
  }

  @Override
  SqsClient client() {
    return sqs;
  }
}
