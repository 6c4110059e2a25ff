package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class SqsTimerQueueTest {

  private final List<SendMessageRequest> sent = new ArrayList<>();
  private final SqsTimerQueue queue = new SqsTimerQueue(new Recorder(), "https://sqs/timers");

  @Test
  void sendsToItsQueue() {
    queue.send("row", Duration.ofSeconds(90));
    assertThat(sent)
        .containsExactly(
            SendMessageRequest.builder()
                .queueUrl("https://sqs/timers")
                .messageBody("row")
                .delaySeconds(90)
                .build());
  }

  @ParameterizedTest
  @CsvSource({"PT0S,0", "PT0.000000001S,1", "PT0.5S,1", "PT1S,1", "PT89.2S,90", "PT900S,900"})
  void fractionsOfASecondAreRoundedUp(Duration delay, int seconds) {
    queue.send("row", delay);
    assertThat(sent.getFirst().delaySeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"PT-0.001S", "PT900.001S", "PT2H"})
  void delaysThatSqsRefusesAreRefusedHere(Duration delay) {
    assertThatThrownBy(() -> queue.send("row", delay)).isInstanceOf(IllegalArgumentException.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void aQueueThatWasNotGivenCannotBeSentTo() {
    var none = new SqsTimerQueue(new Recorder(), null);
    assertThatThrownBy(() -> none.send("row", Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sent).isEmpty();
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
