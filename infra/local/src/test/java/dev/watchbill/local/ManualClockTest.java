package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.timer.TimerQueue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time stands still until it is moved, and then everything happens in its order. */
@Timeout(300) // ten thousand rounds
class ManualClockTest {

  private static final String TEMPLATE =
      """
      Door:
        Type: AWS::Serverless::Function
        Properties:
          Handler: Door::handleRequest
          Environment: { Variables: { WATCHBILL_TIMER_QUEUE: !Ref Queue } }
          Events:
            Rest: { Type: HttpApi, Properties: {} }
      Job:
        Type: AWS::Serverless::Function
        Properties:
          Handler: Job::handleRequest
          Timeout: 30
          Environment: { Variables: { WATCHBILL_TIMER_QUEUE: !Ref Queue } }
          Events:
            Sweep: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
            Queue:
              Type: SQS
              Properties:
                Queue: !GetAtt Queue.Arn
                BatchSize: 2
                FunctionResponseTypes: [ReportBatchItemFailures]
      Queue:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 180
          RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2 }
      Dead:
        Type: AWS::SQS::Queue
      """;

  private final List<String> story = Collections.synchronizedList(new ArrayList<>());
  private Runnable onSweep = () -> {};
  private final Fakes fakes = new Fakes().on("Job", this::job).on("Door", this::door);
  private final Deployment deployment =
      Deployment.start(
          Fakes.template(TEMPLATE),
          Fakes.settings(true),
          fakes,
          Fakes.NO_TABLE,
          fakes.log::add,
          HttpRoutes.EmptyRemainder.TO_PROXY,
          Instant.parse("2026-11-21T12:00:30Z"));
  private final Browser browser = new Browser(deployment.address());

  @AfterEach
  void stop() {
    deployment.close();
  }

  private TimerQueue queue(World world) {
    return world.timerQueues().apply(fakes.environment("Job"));
  }

  /** The body of a request is a list of {@code name@seconds}, each sent as a message. */
  private String door(JsonNode event, World world) {
    for (String item : event.path("body").asText().split(",", -1)) {
      String[] parts = item.split("@", -1);
      queue(world).send(parts[0], Duration.ofSeconds(Integer.parseInt(parts[1])));
    }
    return "{\"statusCode\":202}";
  }

  private String job(JsonNode event, World world) {
    String now = world.clock().instant().toString().substring(11, 19);
    if (!event.has("Records")) {
      assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
      assertThat(event.path("time").asText().substring(11, 19)).isEqualTo(now);
      story.add(now + " sweep");
      onSweep.run();
      return "";
    }
    List<String> failed = new ArrayList<>();
    for (JsonNode item : event.path("Records")) {
      String body = item.path("body").asText();
      story.add(now + " " + body);
      if (body.startsWith("again-")) {
        queue(world).send(body.substring(6), Duration.ofSeconds(15));
      }
      if (body.equals("for-ever")) queue(world).send(body, Duration.ZERO);
      if (body.startsWith("fail")) {
        failed.add("{\"itemIdentifier\":\"" + item.path("messageId").asText() + "\"}");
      }
      if (body.startsWith("throw")) throw new IllegalStateException("thrown on purpose");
    }
    return "{\"batchItemFailures\":[" + String.join(",", failed) + "]}";
  }

  private void advance(String duration) throws Exception {
    var reply = browser.post("/-/clock", "{\"advance\":\"" + duration + "\"}");
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void everythingDueRunsInTheOrderOfItsInstants() throws Exception {
    browser.post("/", "c@100,a@10,b@40,again-d@20");
    assertThat(story).isEmpty();
    advance("PT2M");
    assertThat(story)
        .containsExactly(
            "12:00:40 a",
            "12:00:50 again-d",
            "12:01:00 sweep",
            "12:01:05 d", // sent on the way
            "12:01:10 b",
            "12:02:00 sweep",
            "12:02:10 c");
    assertThat(browser.get("/-/clock").body()).contains("2026-11-21T12:02:30Z");
  }

  @Test
  void atOneInstantMessagesGoFirstAndInTheirOrder() throws Exception {
    browser.post("/", "a@30,b@30,c@30");
    advance("PT30S");
    assertThat(story).containsExactly("12:01:00 a", "12:01:00 b", "12:01:00 c", "12:01:00 sweep");
  }

  @Test
  void whatIsDueNowRunsWithTheRequestThatSentIt() throws Exception {
    browser.post("/", "now@0,later@1");
    assertThat(story).containsExactly("12:00:30 now");
  }

  @Test
  void aFailedMessageComesBackAloneAndDiesInTheEnd() throws Exception {
    browser.post("/", "good@0,fail@0");
    assertThat(story).containsExactly("12:00:30 good", "12:00:30 fail");
    story.clear();
    advance("PT10M");
    story.removeIf(line -> line.endsWith("sweep"));
    assertThat(story).containsExactly("12:03:30 fail");
    assertThat(deployment.queue("Queue").bodies()).isEmpty();
    assertThat(deployment.queue("Dead").bodies()).containsExactly("fail");
    assertThat(fakes.log).anyMatch(line -> line.contains("Dead"));
  }

  @Test
  void aThrownBatchComesBackWhole() throws Exception {
    browser.post("/", "good@0,throw@0");
    story.clear();
    advance("PT3M");
    story.removeIf(line -> line.endsWith("sweep"));
    assertThat(story).containsExactly("12:03:30 good", "12:03:30 throw");
  }

  @Test
  void settingMovesForwardThroughEverythingAndBackwardThroughNothing() throws Exception {
    browser.post("/", "a@60");
    browser.post("/-/clock", "{\"set\":\"2026-11-21T12:01:45Z\"}");
    assertThat(story).containsExactly("12:01:00 sweep", "12:01:30 a");
    story.clear();
    browser.post("/", "b@10");
    assertThat(browser.post("/-/clock", "{\"set\":\"2026-11-21T11:00:00Z\"}").status())
        .isEqualTo(200);
    assertThat(story).isEmpty();
    advance("PT1M");
    assertThat(story).containsExactly("11:01:00 sweep");
  }

  @Test
  void minutesInWhichNoSweepIsOfUseCanBeLeftOut() throws Exception {
    browser.post("/", "a@600,again-b@890");
    fakes.needsASweepAt(Instant.parse("2026-11-21T15:00:10Z"));

    browser.post("/-/clock", "{\"advance\":\"PT3H2M\",\"skip_idle\":true}");

    assertThat(story)
        .containsExactly(
            "12:10:30 a",
            "12:15:20 again-b",
            "12:15:35 b", // sent on the way
            "15:01:00 sweep",
            "15:02:00 sweep");
    assertThat(browser.get("/-/clock").body()).contains("2026-11-21T15:02:30Z");

    story.clear();
    fakes.needsASweepAt(Instant.MAX);
    browser.post("/-/clock", "{\"set\":\"2027-11-21T15:00:00Z\",\"skip_idle\":true}");
    assertThat(story).as("the last minute is always swept").containsExactly("15:00:00 sweep");
    story.clear();
    advance("PT1M");
    assertThat(story).as("nothing stays left out").containsExactly("15:01:00 sweep");
  }

  /** What a sweep does may need the next one. */
  @Test
  void whatRunsOnTheWayIsLookedAtAnew() throws Exception {
    fakes.needsASweepAt(Instant.parse("2026-11-21T12:10:00Z"));
    onSweep = () -> fakes.needsASweepAt(Instant.parse("2026-11-21T13:29:00Z"));
    browser.post("/-/clock", "{\"advance\":\"PT1H30M\",\"skip_idle\":true}");
    assertThat(story).containsExactly("12:10:00 sweep", "13:29:00 sweep", "13:30:00 sweep");
  }

  /** A mistake of ours, so that it is 500; but an answer, and the clock can be moved back. */
  @Test
  void workThatMakesWorkForTheSameInstantIsSaidAndEnds() throws Exception {
    browser.post("/", "for-ever@10");
    var reply = browser.post("/-/clock", "{\"advance\":\"PT1M\"}");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .contains("2026-11-21T12:00:40Z and does not get on: 10,000 pieces of work");
    assertThat(story).hasSize(ManualPace.MOST_PIECES_AT_ONCE);
    assertThat(browser.get("/-/clock").body()).contains("2026-11-21T12:00:40Z");
    assertThat(browser.post("/", "a@100").status()).as("its own answer").isEqualTo(202);
    assertThat(fakes.log).anyMatch(line -> line.contains("does not get on"));
  }

  @Test
  void stoppingDoesNotWaitForWorkThatDoesNotEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    onSweep =
        () -> {
          begun.countDown();
          await(end);
        };
    Thread mover = Thread.ofVirtual().start(this::moveAndBeCutOff);
    begun.await();
    deployment.close();
    assertThat(end.getCount()).as("it still runs").isEqualTo(1);
    end.countDown();
    mover.join();
  }

  private void moveAndBeCutOff() {
    try {
      browser.post("/-/clock", "{\"advance\":\"PT1M\"}");
    } catch (IOException | RuntimeException e) {
      story.add("cut off");
    }
  }

  private static void await(CountDownLatch latch) {
    boolean over = false;
    while (!over) {
      try {
        latch.await();
        over = true;
      } catch (InterruptedException e) {
        over = false; // as a function that hears no interrupt
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "''",
        "{\"advance\":\"an hour\"}",
        "{\"advance\":\"-PT1H\"}",
        "{\"advance\":30}",
        "{\"advance\":\"P900D\"}",
        "{\"set\":\"tomorrow\"}",
        "{\"advance\":\"PT1H\",\"skip_idle\":1}",
        "{\"set\":\"2026-11-21T12:01:45Z\",\"advance\":\"PT1S\"}"
      })
  void otherWishesAreRefused(String body) throws Exception {
    assertThat(browser.post("/-/clock", body).status()).isEqualTo(400);
    assertThat(story).isEmpty();
    assertThat(browser.get("/-/clock").body()).contains("2026-11-21T12:00:30Z");
  }

  @Test
  void aQueueThatWasNotGivenCannotBeSentTo() {
    var none = fakes.world().timerQueues().apply(java.util.Map.of());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> none.send("x", Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }
}
