package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On the system's clock threads wait in real time. */
class SystemClockTest {

  private static final String TEMPLATE =
      """
      Job:
        Type: AWS::Serverless::Function
        Properties:
          Handler: Job::handleRequest
          Timeout: 5
          Environment: { Variables: { WATCHBILL_TIMER_QUEUE: !Ref Queue } }
          Events:
            Sweep: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
            Queue:
              Type: SQS
              Properties: { Queue: !GetAtt Queue.Arn }
      Queue:
        Type: AWS::SQS::Queue
        Properties: { VisibilityTimeout: 30 }
      """;

  private final BlockingQueue<String> heard = new ArrayBlockingQueue<>(100);

  @Test
  void messagesComeWhenTheyAreDueAndTheFirstSweepAtOnce() throws Exception {
    Fakes fakes =
        new Fakes()
            .on(
                "Job",
                (event, world) -> {
                  heard.add(event.path("Records").path(0).path("body").asText("sweep"));
                  return "";
                });
    try (Deployment deployment =
        Deployment.start(
            Fakes.template(TEMPLATE),
            Fakes.settings(false),
            fakes,
            Fakes.NO_TABLE,
            fakes.log::add)) {
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("sweep");
      var queue = fakes.world().timerQueues().apply(fakes.environment("Job"));
      Instant sent = InstantSource.system().instant();
      queue.send("later", Duration.ofSeconds(1));
      queue.send("now", Duration.ZERO);
      assertThat(next()).isEqualTo("now");
      assertThat(next()).isEqualTo("later");
      assertThat(InstantSource.system().instant()).isAfterOrEqualTo(sent.plusSeconds(1));
      var browser = new Browser(deployment.address());
      assertThat(browser.post("/-/clock", "{\"advance\":\"PT1S\"}").status()).isEqualTo(409);
      assertThat(browser.get("/-/clock").body()).contains("\"system\"");
    }
    assertThat(fakes.log).isEmpty();
  }

  /** A full minute may begin while the test runs. */
  private String next() throws InterruptedException {
    String body = "sweep";
    while ("sweep".equals(body)) body = heard.poll(10, TimeUnit.SECONDS);
    return body;
  }
}
