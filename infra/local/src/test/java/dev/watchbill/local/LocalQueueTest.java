package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.timer.TimerQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalQueueTest extends QueueContract {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final LocalQueue dead =
      new LocalQueue("Dead", clock, Duration.ofSeconds(30), 1, null, line -> {});
  private final LocalQueue queue =
      new LocalQueue(
          "Queue", clock, Duration.ofSeconds(VISIBILITY_SECONDS), MAX_RECEIVES, dead, line -> {});

  @Override
  TimerQueue timers() {
    return new LocalTimerQueue(queue);
  }

  /** Waiting means moving the clock, a second at a time. */
  @Override
  MessageSource reader(Duration wait) {
    return new MessageSource() {
      @Override
      public List<QueueMessage> receive(int most) {
        List<QueueMessage> received = queue.receive(most);
        for (int i = 0; received.isEmpty() && i < wait.toSeconds(); i++) {
          clock.moveTo(clock.instant().plusSeconds(1));
          received = queue.receive(most);
        }
        return received;
      }

      @Override
      public void delete(QueueMessage message) {
        queue.delete(message);
      }
    };
  }

  @Override
  List<String> deadLetters() {
    return dead.bodies();
  }

  @Test
  void anOldReceiptDeletesNothing() {
    queue.send("row", Duration.ZERO);
    QueueMessage first = queue.receive(1).getFirst();
    clock.moveTo(clock.instant().plusSeconds(VISIBILITY_SECONDS));
    QueueMessage second = queue.receive(1).getFirst();
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.firstReceived()).isEqualTo(first.firstReceived());
    queue.delete(first);
    assertThat(queue.bodies()).containsExactly("row");
    queue.delete(second);
    assertThat(queue.bodies()).isEmpty();
  }

  @Test
  void answersThatMakeNoSenseFailTheBatch() {
    queue.send("row", Duration.ZERO);
    List<QueueMessage> batch = queue.receive(10);
    String id = batch.getFirst().id();
    assertThat(failures("", batch)).isEmpty();
    assertThat(failures("null", batch)).isEmpty();
    assertThat(failures("{}", batch)).isEmpty();
    assertThat(failures("{\"batchItemFailures\":null}", batch)).isEmpty();
    assertThat(failures("{\"batchItemFailures\":[]}", batch)).isEmpty();
    assertThat(failures("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + id + "\"}]}", batch))
        .containsExactly(id);
    assertThat(failures("{\"batchItemFailures\":[{\"itemIdentifier\":\"x\"}]}", batch))
        .containsExactly(id);
    assertThat(failures("{\"batchItemFailures\":[{}]}", batch)).containsExactly(id);
    assertThat(failures("{\"batchItemFailures\":\"all\"}", batch)).containsExactly(id);
    assertThat(failures("oops", batch)).containsExactly(id);
  }

  private static java.util.Set<String> failures(String answer, List<QueueMessage> batch) {
    return SqsEvents.failures(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8), batch);
  }
}
