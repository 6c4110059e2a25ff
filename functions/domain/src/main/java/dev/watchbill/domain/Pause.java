package dev.watchbill.domain;

import java.time.Duration;

/** Waits between two tries. */
@FunctionalInterface
public interface Pause {

  /** Lets the thread sleep; an interrupt ends the sleep and stays set. */
  Pause SLEEP =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      };

  void pause(Duration duration);
}
