package dev.watchbill.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PointOfNoReturnTest {

  @Test
  void whatIsBegunCannotBeGivenUp() {
    var point = new PointOfNoReturn();
    assertThat(point.passed()).isFalse();
    assertThat(point.pass()).isTrue();
    assertThat(point.giveUp()).as("may be out").isFalse();
    assertThat(point.passed()).isTrue();
  }

  @Test
  void whatWasGivenUpIsNotBegun() {
    var point = new PointOfNoReturn();
    assertThat(point.giveUp()).as("is not out").isTrue();
    assertThat(point.pass()).as("must not go out").isFalse();
    assertThat(point.giveUp()).isTrue();
    assertThat(point.passed()).isFalse();
  }

  @Test
  void ofTwoAtOnceExactlyOneWins() throws Exception {
    for (int round = 0; round < 200; round++) {
      var point = new PointOfNoReturn();
      var start = new CyclicBarrier(2);
      var other =
          new FutureTask<>(
              () -> {
                start.await();
                return point.giveUp();
              });
      Thread.ofVirtual().start(other);
      start.await();
      assertThat(point.pass()).isNotEqualTo(other.get());
    }
  }
}
