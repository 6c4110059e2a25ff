package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a timer may expect of its queue, in the cloud and here: the sender is the adapter the
 * functions use, the reader is the runner's. Visibility timeout 2 s, dead after 2 receives.
 */
abstract class QueueContract {

  static final int VISIBILITY_SECONDS = 2;
  static final int MAX_RECEIVES = 2;

  private static final Template.QueueSource SETTINGS =
      new Template.QueueSource("Job", "Queue", 10, true, 1);

  private final List<String> heard = new ArrayList<>();
  private final List<Integer> receives = new ArrayList<>();
  private Set<String> failing = Set.of();

  abstract TimerQueue timers();

  /**
   * The queue's reader; {@code receive} waits up to the time given, in whatever time means here.
   */
  abstract MessageSource reader(Duration wait);

  abstract List<String> deadLetters();

  private boolean deliver(Duration wait) {
    heard.clear();
    receives.clear();
    var function =
        new LocalFunction(
            "Job",
            Duration.ofSeconds(30),
            () -> (in, out, context) -> out.write(answer(in.readAllBytes())),
            line -> {});
    return QueueReader.deliver(reader(wait), "Queue", function, SETTINGS);
  }

  private byte[] answer(byte[] event) {
    var answer = Json.object();
    var failures = answer.putArray("batchItemFailures");
    for (JsonNode message : Json.read(event).orElseThrow().path("Records")) {
      heard.add(message.path("body").asText());
      receives.add(message.path("attributes").path("ApproximateReceiveCount").asInt());
      if (failing.contains(message.path("body").asText())) {
        failures.addObject().put("itemIdentifier", message.path("messageId").asText());
      }
    }
    return Json.bytes(answer);
  }

  @Test
  void aMessageIsDeliveredOnce() {
    timers().send("row §1", Duration.ZERO);
    assertThat(deliver(Duration.ofSeconds(5))).isTrue();
    assertThat(heard).containsExactly("row §1");
    assertThat(receives).containsExactly(1);
    assertThat(deliver(Duration.ofSeconds(VISIBILITY_SECONDS + 1))).isFalse();
  }

  @Test
  void aDelayedMessageWaits() {
    timers().send("later", Duration.ofMillis(1_500)); // rounded up to 2 s
    assertThat(deliver(Duration.ofSeconds(1))).isFalse();
    assertThat(deliver(Duration.ofSeconds(5))).isTrue();
    assertThat(heard).containsExactly("later");
  }

  @Test
  void onlyWhatFailedComesBackAfterItsVisibilityTimeout() {
    failing = Set.of("bad");
    for (String body : List.of("good", "bad", "fine")) {
      timers().send(body, Duration.ZERO);
    }
    List<String> first = new ArrayList<>();
    while (first.size() < 3) { // a real queue may hand a batch out in parts
      assertThat(deliver(Duration.ofSeconds(5))).isTrue();
      first.addAll(heard);
    }
    assertThat(first).containsExactlyInAnyOrder("good", "bad", "fine");
    assertThat(deliver(Duration.ofSeconds(1))).isFalse();
    assertThat(deliver(Duration.ofSeconds(5))).isTrue();
    assertThat(heard).containsExactly("bad");
    assertThat(receives).containsExactly(2);
  }

  @Test
  void whatKeepsFailingEndsAmongTheDeadLetters() {
    failing = Set.of("bad");
    timers().send("bad", Duration.ZERO);
    assertThat(deliver(Duration.ofSeconds(5))).isTrue();
    assertThat(deliver(Duration.ofSeconds(5))).isTrue();
    assertThat(deadLetters()).isEmpty();
    assertThat(deliver(Duration.ofSeconds(VISIBILITY_SECONDS + 1))).isFalse();
    assertThat(deadLetters()).containsExactly("bad");
  }

  @Test
  void aDelayBeyondFifteenMinutesIsRefused() {
    assertThatThrownBy(() -> timers().send("x", Duration.ofSeconds(901)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
