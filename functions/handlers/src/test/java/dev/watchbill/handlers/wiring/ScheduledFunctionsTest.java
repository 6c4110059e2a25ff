package dev.watchbill.handlers.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.timer.TimerKind;
import org.junit.jupiter.api.Test;

/** Every kind of timer has one function that looks for what is overdue. */
class ScheduledFunctionsTest {

  @Test
  void togetherTheySweepEachKindOnce() {
    var swept =
        new TestDeployment().scheduled().stream().flatMap(each -> each.swept().stream()).toList();
    assertThat(swept).containsExactlyInAnyOrder(TimerKind.values());
  }
}
