package dev.watchbill.domain.change;

import dev.watchbill.domain.timer.Timer;

/** What becomes of one timer. */
public sealed interface TimerOrder {

  Timer timer();

  record Set(Timer timer) implements TimerOrder {}

  /** Nothing happens to one that does not stand. */
  record Clear(Timer timer) implements TimerOrder {}
}
