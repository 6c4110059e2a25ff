package dev.watchbill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LocalFunctionTest {

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();

  private LocalFunction function(Duration timeout, int instances, RequestStreamHandler body) {
    Supplier<RequestStreamHandler> maker =
        () -> {
          made.incrementAndGet();
          return (in, out, context) -> body.handleRequest(in, out, context);
        };
    return new LocalFunction("F", timeout, instances, maker, log::add);
  }

  @Test
  void oneThatRunsOnKeepsItsInstanceUntilItEnds() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(2);
    LocalFunction function =
        function(
            Duration.ofMillis(100),
            2,
            (in, out, context) -> {
              boolean told = false;
              while (!told) told = end.getCount() == 0; // hears no interrupt
              ended.countDown();
            });
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> function.invoke(new byte[0]))
          .isInstanceOfSatisfying(FunctionFailed.class, e -> assertThat(e.outOfTime()).isTrue())
          .hasMessageContaining("ran out of its");
    }
    assertThatThrownBy(() -> function.invoke(new byte[0]))
        .isInstanceOfSatisfying(FunctionFailed.class, e -> assertThat(e.outOfTime()).isTrue())
        .hasMessageContaining("all its instances busy");
    end.countDown();
    ended.await();
    LocalFunction again = function(Duration.ofSeconds(30), 1, (in, out, context) -> out.write(1));
    assertThat(again.invoke(new byte[0])).containsExactly(1);
    assertThat(again.invoke(new byte[0])).containsExactly(1);
  }

  @Test
  void anErrorIsAFailureOfTheFunctionAndItsInstanceIsNotUsedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    LocalFunction function =
        function(
            Duration.ofSeconds(30),
            1,
            (in, out, context) -> {
              int call = calls.incrementAndGet();
              if (call == 1) throw new IllegalStateException("a bug");
              if (call == 2) throw new OutOfMemoryError("on purpose");
              out.write(1);
            });
    assertThatThrownBy(() -> function.invoke(new byte[0])).hasMessageContaining("a bug");
    assertThat(made).hasValue(1);
    assertThatThrownBy(() -> function.invoke(new byte[0])).hasMessageContaining("on purpose");
    assertThat(function.invoke(new byte[0])).containsExactly(1);
    assertThat(made).hasValue(2);
    assertThat(log).hasSize(2).last().asString().startsWith("F failed: java.lang.OutOfMemoryError");
  }
}
