package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.timer.TimerKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class SqsTimerQueueTest {

  private final List<SendMessageRequest> sent = new ArrayList<>();
  private final SqsTimerQueue queue =
      new SqsTimerQueue(new Recorder(), Map.of(TimerKind.ERASE, "https://sqs/erase"));

  @Test
  void sendsToTheQueueOfTheKind() {
    queue.send(TimerKind.ERASE, "row", Duration.ofSeconds(90));
    assertThat(sent)
        .containsExactly(
            SendMessageRequest.builder()
                .queueUrl("https://sqs/erase")
                .messageBody("row")
                .delaySeconds(90)
                .build());
  }

  @ParameterizedTest
  @CsvSource({"PT0S,0", "PT0.000000001S,1", "PT0.5S,1", "PT1S,1", "PT89.2S,90", "PT900S,900"})
  void fractionsOfASecondAreRoundedUp(Duration delay, int seconds) {
    queue.send(TimerKind.ERASE, "row", delay);
    assertThat(sent.getFirst().delaySeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"PT-0.001S", "PT900.001S", "PT2H"})
  void delaysThatSqsRefusesAreRefusedHere(Duration delay) {
    assertThatThrownBy(() -> queue.send(TimerKind.ERASE, "row", delay))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void aQueueThatWasNotGivenCannotBeSentTo() {
    assertThatThrownBy(() -> queue.send(TimerKind.AUTO_RESOLVE, "row", Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theQueuesOfAFunctionAreInItsEnvironment() {
    assertThat(
            SqsTimerQueue.urls(
                Map.of(
                    "WATCHBILL_QUEUE_SILENCE_EXPIRY", "https://sqs/1",
                    "WATCHBILL_QUEUE_ERASE", " ",
                    "WATCHBILL_TABLE", "watchbill")))
        .isEqualTo(Map.of(TimerKind.SILENCE_EXPIRY, "https://sqs/1"));
  }

  @Test
  void everyKindHasASlug() {
    assertThat(TimerKind.values())
        .extracting(TimerKind::slug)
        .containsExactly(
            "silence-expiry",
            "maintenance-end",
            "heartbeat-check",
            "auto-resolve",
            "erase",
            "cascade");
  }

  private final class Recorder implements SqsClient {
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      sent.add(request);
      return SendMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
