package dev.watchbill.channels;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The moment from which a message may be out: before the last byte of a request, before the final
 * dot of a mail.
 */
final class PointOfNoReturn {

  private enum State {
    BEFORE,
    PASSED,
    GIVEN_UP
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.BEFORE);

  /*
   * Race: whoever waits gives the conversation up while its thread is about to write the last byte. Each of the two
   * moves the state from BEFORE, so one of them finds it moved: either nothing is sent, or the doubt is told.
   */

  /** Called before the last byte is written. False = it must not be. */
  boolean pass() {
    return state.compareAndSet(State.BEFORE, State.PASSED);
  }

  /** True = it was not sent and will not be. */
  boolean giveUp() {
    return state.compareAndSet(State.BEFORE, State.GIVEN_UP) || state.get() == State.GIVEN_UP;
  }

  boolean passed() {
    return state.get() == State.PASSED;
  }
}
