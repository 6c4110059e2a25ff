package dev.watchbill.local;

/** Who sees to it that due work runs: real time, or the hand that moves the clock. */
sealed interface Pace permits RealPace, ManualPace {

  void start();

  /** A request was served and may have sent messages that are due at once. */
  void afterRequest();

  /** Ends the waiting, and waits a second for what runs. */
  void stop();
}
