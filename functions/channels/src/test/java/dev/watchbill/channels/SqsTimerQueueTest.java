package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class SqsTimerQueueTest {

  private final List<SendMessageRequest> sent = new ArrayList<>();
  private final List<SendMessageBatchRequest> batches = new ArrayList<>();
  private boolean refuses;
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

  private static List<TimerQueue.Message> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new TimerQueue.Message("row" + i, Duration.ofSeconds(i)))
        .toList();
  }

  @Test
  void manyGoInTens() {
    queue.send(messages(23));
    assertThat(batches).extracting(batch -> batch.entries().size()).containsExactly(10, 10, 3);
    assertThat(batches.stream().flatMap(batch -> batch.entries().stream()))
        .extracting(entry -> entry.messageBody() + "@" + entry.delaySeconds())
        .containsExactlyElementsOf(
            IntStream.range(0, 23).mapToObj(i -> "row" + i + "@" + i).toList());
    queue.send(messages(1));
    assertThat(sent).as("one alone").hasSize(1);
  }

  @Test
  void whatTheQueueRefusesIsNotTakenForSent() {
    refuses = true;
    assertThatThrownBy(() -> queue.send(messages(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused 1 of 2");
  }

  private final class Recorder implements SqsClient {
    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      batches.add(request);
      var answer = SendMessageBatchResponse.builder();
      return refuses
          ? answer
              .failed(failed -> failed.id("m1").code("InternalError").senderFault(false))
              .build()
          : answer.build();
    }

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
